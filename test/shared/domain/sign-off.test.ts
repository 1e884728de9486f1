import { describe, expect, test } from 'vitest';
import { listText, signOffOf } from '#shared/domain/checklist/standing.ts';
import type { CommandOf } from '#shared/domain/commands.ts';
import { decide } from '#shared/domain/decide.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { fullRoom, onCall, quality } from '#test/support/full-room.ts';
import {
  commander,
  engineering,
  launchMade,
  madeLaunch,
  plan,
  product,
  signOff,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const first = 't-24h-staging-config' as never;
const probed = 't-24h-certificates' as never;
const mark = (
  state: CommandOf<'item.mark'>['state'],
  note = '',
  more: Partial<CommandOf<'item.mark'>> = {},
): CommandOf<'item.mark'> => ({ type: 'item.mark', item: first, state, note, ...more });
const listOf = (id: string) => {
  const list = plan.checklists.find((entry) => entry.id === id);
  if (list === undefined) throw new Error(`the pack has no list ${id}`);
  return list;
};
const idsOf = (id: string) => listOf(id).sections.flatMap((section) => section.items.map((item) => item.id));
const bulk = (items: readonly string[], state: CommandOf<'items.mark'>['state'] = 'done', note = '') =>
  ({ type: 'items.mark', items: items as never, state, note }) as const;
const lineOf = (story: Story) => {
  const event = story.events.at(-1);
  if (event === undefined) throw new Error('nothing has happened');
  return describeEvent({ position: 1, at: story.now, actor: '', console: '', event }, story.state);
};

describe('a sign-off', () => {
  const list = listOf('t-24h');
  const ticked = (story = madeLaunch()): Story => {
    story.does(techLead, bulk(idsOf('t-24h')));
    return story.after(MINUTE);
  };

  test('is refused while items are open, and names them', () => {
    const story = madeLaunch();
    const decision = story.ask(engineering, signOff(story, 't-24h', 'engineering-lead'));
    expect(decision).toMatchObject({ ok: false, error: { code: 'items-open' } });
    expect(decision.ok ? '' : decision.error.message).toContain('Staging environment matches production config');
  });

  test('a blocked item is as open as one nobody has touched', () => {
    const story = ticked();
    story.does(techLead, mark('blocked', 'broken'));
    story.refuses(engineering, signOff(story, 't-24h', 'engineering-lead'), 'items-open');
  });

  test('is given with open items as exceptions, each named with its reason, and says so', () => {
    const story = ticked();
    story.does(techLead, mark('open'));
    const exception = { item: first, reason: 'compared tonight' };
    story.refuses(
      engineering,
      signOff(story, 't-24h', 'engineering-lead', [exception, { item: probed, reason: 'too' }]),
      'not-open',
    );
    story.does(engineering, signOff(story, 't-24h', 'engineering-lead', [exception]));
    expect(lineOf(story)).toMatchObject({ tone: 'watch', text: expect.stringContaining('1 exceptions') });
    expect(signOffOf(story.state, list, 'engineering-lead')).toMatchObject({
      state: 'given',
      entry: { exceptions: [exception] },
    });
  });

  test('its exceptions are part of what is signed', () => {
    const story = ticked();
    story.does(techLead, mark('open'));
    const command = signOff(story, 't-24h', 'engineering-lead', [{ item: first, reason: 'compared tonight' }]);
    const stamp = story.stamp(engineering, command);
    const other = { ...command, exceptions: [{ item: first, reason: 'never mind' }] };
    const decision = decide(story.state, other, stamp);
    expect(decision.ok ? 'accepted' : decision.error.code).toBe('statement-wrong');
  });

  test('is given by who holds the role, in a role that signs this list', () => {
    const story = ticked();
    story.refuses(null, signOff(story, 't-24h', 'engineering-lead'), 'not-signed');
    story.refuses(product, signOff(story, 't-24h', 'engineering-lead'), 'role-not-held');
    story.refuses(commander, signOff(story, 't-24h', 'launch-commander'), 'not-asked-to-sign');
    story.refuses(commander, signOff(story, 'no-such', 'launch-commander'), 'no-such-list');
    story.does(product, signOff(story, 't-24h', 'product-owner'));
    expect(signOffOf(story.state, list, 'product-owner').state).toBe('given');
    expect(signOffOf(story.state, list, 'engineering-lead').state).toBe('missing');
  });

  test('is about the list as it was shown: one that changed meanwhile has to be read again', () => {
    const story = ticked();
    const command = signOff(story, 't-24h', 'engineering-lead');
    expect(command.shown).toBe(listText(story.state, list));
    story.does(techLead, mark('not-applicable', 'no staging'));
    story.refuses(engineering, command, 'shown-changed');
  });

  test('goes stale when an item is reopened, and names it', () => {
    const story = ticked();
    story.does(engineering, signOff(story, 't-24h', 'engineering-lead'));
    story.after(MINUTE).does(techLead, mark('open', 'staging drifted'));
    expect(signOffOf(story.state, list, 'engineering-lead')).toMatchObject({
      state: 'stale',
      reopened: ['Staging environment matches production config'],
    });
  });

  test('stays stale when the item is ticked again: it has to be given again', () => {
    const story = ticked();
    story.does(engineering, signOff(story, 't-24h', 'engineering-lead'));
    story.after(MINUTE).does(techLead, mark('open'));
    story.after(MINUTE).does(techLead, mark('done'));
    expect(signOffOf(story.state, list, 'engineering-lead').state).toBe('stale');
    story.after(MINUTE).does(engineering, signOff(story, 't-24h', 'engineering-lead'));
    expect(signOffOf(story.state, list, 'engineering-lead').state).toBe('given');
  });

  test('with an exception stays good while that item is as it was, and when it is done; not when it is blocked', () => {
    const story = ticked();
    story.does(techLead, mark('open'));
    story.does(engineering, signOff(story, 't-24h', 'engineering-lead', [{ item: first, reason: 'tonight' }]));
    story.after(MINUTE).does(techLead, mark('done'));
    expect(signOffOf(story.state, list, 'engineering-lead').state).toBe('given');
    story.after(MINUTE).does(techLead, mark('blocked', 'it drifted'));
    expect(signOffOf(story.state, list, 'engineering-lead').state).toBe('stale');
  });

  test('is a deputy’s only while the holder leaves an open decision unanswered, and names both', () => {
    const story = launchMade(fullRoom);
    story.does(techLead, bulk(idsOf('t-4h')));
    const command = () => signOff(story, 't-4h', 'launch-commander');
    story.refuses(onCall, command(), 'role-not-held');
    story.does(null, { type: 'criterion.raise', criterion: plan.criteria[0]?.id as never, evidence: '' });
    story.after(plan.rules.deputyAfterMs - 1).refuses(onCall, command(), 'role-not-held');
    story.after(1).refuses(quality, command(), 'role-not-held');
    const [event] = story.does(onCall, command());
    expect(event).toMatchObject({ type: 'list.signed-off', by: onCall, inSteadOf: commander });
    expect(lineOf(story).text).toContain('D. Silva as Launch Commander, deputy of J. Ito');
  });
});
