import { describe, expect, test } from 'vitest';
import { isContradicted } from '#shared/domain/checklist/standing.ts';
import type { CommandOf } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { decide } from '#shared/domain/decide.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { madeLaunch, operations, plan, product, techLead } from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const first = 't-24h-staging-config' as never;
const probed = 't-24h-certificates' as never;
const mark = (
  state: CommandOf<'item.mark'>['state'],
  note = '',
  more: Partial<CommandOf<'item.mark'>> = {},
): CommandOf<'item.mark'> => ({ type: 'item.mark', item: first, state, note, ...more });
const file = { kind: 'file', name: 'diff.txt', sha256: 'a'.repeat(64), bytes: 12 } as const;
const listOf = (id: string) => {
  const list = plan.checklists.find((entry) => entry.id === id);
  if (list === undefined) throw new Error(`the pack has no list ${id}`);
  return list;
};
const idsOf = (id: string) => listOf(id).sections.flatMap((section) => section.items.map((item) => item.id));
const bulk = (items: readonly string[], state: CommandOf<'items.mark'>['state'] = 'done', note = '') =>
  ({ type: 'items.mark', items: items as never, state, note }) as const;
const judged = (verdict: 'good' | 'bad' | 'unknown', seenAt: number, text = 'expires in 10 days') =>
  ({ type: 'probe.judge', item: probed, verdict, text, seenAt }) as const;
const lineOf = (story: Story) => {
  const event = story.events.at(-1);
  if (event === undefined) throw new Error('nothing has happened');
  return describeEvent({ position: 1, at: story.now, actor: '', console: '', event }, story.state);
};

describe('a tick', () => {
  test('is signed by who gives it and counts with their name and the time', () => {
    const story = madeLaunch();
    story.refuses(null, mark('done'), 'not-signed');
    story.does(operations, mark('done'));
    expect(story.state.checklist.items[first]).toMatchObject({ state: 'done', by: operations, at: story.now });
  });

  test('is undone by a new entry: who ticked and who undid it both stay in the history', () => {
    const story = madeLaunch();
    story.does(operations, mark('done', 'compared by script'));
    story.after(MINUTE).does(techLead, mark('open', 'staging was redeployed'));
    expect(story.state.checklist.items[first]).toMatchObject({ state: 'open', by: techLead });
    expect(story.state.checklist.items[first]?.history).toMatchObject([
      { state: 'done', by: operations, note: 'compared by script', at: story.now - MINUTE },
      { state: 'open', by: techLead, note: 'staging was redeployed', at: story.now },
    ]);
  });

  test('that says what is so already is refused', () => {
    const story = madeLaunch();
    story.refuses(operations, mark('open'), 'already-so');
    story.does(operations, mark('done'));
    story.refuses(techLead, mark('done'), 'already-so');
  });

  test('of an item the runbook does not have is refused', () => {
    madeLaunch().refuses(operations, mark('done', '', { item: 'no-such' as never }), 'no-such-item');
  });

  test('as not applicable or blocked needs a reason; done and open need none', () => {
    const story = madeLaunch();
    story.refuses(operations, mark('not-applicable'), 'reason-missing');
    story.refuses(operations, mark('blocked'), 'reason-missing');
    story.does(operations, mark('blocked', 'no access to staging'));
    expect(lineOf(story)).toMatchObject({ tone: 'act', text: expect.stringContaining('no access to staging') });
    story.does(operations, mark('not-applicable', 'there is no staging this time'));
  });
});

describe('evidence', () => {
  test('is part of what is signed: the same tick with another file is another statement', () => {
    const story = madeLaunch();
    const command = mark('done', '', {
      evidence: [file, { kind: 'link', url: 'https://ci.example/run/7' }, { kind: 'text', text: 'no difference' }],
    });
    expect(requiredStatement(story.state, command)).toMatchObject({
      kind: 'tick',
      subject: first,
      shown: `done ${file.sha256} https://ci.example/run/7 "no difference"`,
    });
    const stamp = story.stamp(operations, command);
    const other = mark('done', '', { evidence: [{ ...file, sha256: 'b'.repeat(64) }] });
    const decision = decide(story.state, other, stamp);
    expect(decision.ok ? 'accepted' : decision.error.code).toBe('statement-wrong');
    story.does(operations, command);
    expect(story.state.checklist.items[first]?.evidence).toHaveLength(3);
  });

  test('and a note are added without ticking: unsigned, but with a name', () => {
    const story = madeLaunch();
    const annotate = (note: string, evidence: CommandOf<'item.annotate'>['evidence'] = []) =>
      ({ type: 'item.annotate', item: first, note, evidence }) as const;
    expect(requiredStatement(story.state, annotate('waits for the vendor'))).toBeNull();
    story.refuses(null, annotate('waits for the vendor'), 'not-signed');
    story.refuses(operations, annotate(''), 'nothing-to-add');
    story.does(operations, annotate('waits for the vendor'));
    story.does(product, annotate('', [file]));
    expect(story.state.checklist.annotations[first]).toMatchObject([
      { by: operations, note: 'waits for the vendor' },
      { by: product, evidence: [file] },
    ]);
    expect(story.state.checklist.items[first]).toBeUndefined();
  });
});

describe('many items at once', () => {
  test('go under one signature that names every one of them once', () => {
    const story = madeLaunch();
    const items = idsOf('t-12h').slice(0, 3);
    const command = bulk([...items, ...items]);
    expect(requiredStatement(story.state, command)).toMatchObject({
      kind: 'tick',
      subject: items.join(' '),
      shown: 'done',
    });
    const events = story.does(operations, command);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: 'items.marked', items: items.map((item) => ({ item })) });
    for (const item of items) expect(story.state.checklist.items[item]?.history).toHaveLength(1);
  });

  test('a signature over some of them does not tick others', () => {
    const story = madeLaunch();
    const [one = '', two = '', three = ''] = idsOf('t-12h');
    const stamp = story.stamp(operations, bulk([one, two]));
    const decision = decide(story.state, bulk([one, two, three]), stamp);
    expect(decision.ok ? 'accepted' : decision.error.code).toBe('statement-wrong');
  });

  test('one that can not be ticked keeps all of them from it', () => {
    const story = madeLaunch();
    const [one = '', two = ''] = idsOf('t-12h');
    story.does(operations, bulk([one]));
    story.refuses(operations, bulk([one, two]), 'already-so');
    story.refuses(operations, bulk([two, 'no-such']), 'no-such-item');
    story.refuses(operations, bulk([two], 'not-applicable'), 'reason-missing');
    expect(story.state.checklist.items[two]).toBeUndefined();
  });
});

describe('what the probe says', () => {
  test('is stored with the tick, in bulk too: the person still ticks', () => {
    const story = madeLaunch();
    story.does(null, judged('good', story.now, 'valid for 80 days'));
    expect(story.state.checklist.items[probed]).toBeUndefined();
    const said = { verdict: 'good', text: 'valid for 80 days', at: story.now };
    story.after(MINUTE).does(operations, bulk([probed, first]));
    expect(story.state.checklist.items[probed]?.probe).toEqual(said);
    expect(story.state.checklist.items[first]?.probe).toBeNull();
    story.does(operations, mark('open', '', { item: probed }));
    story.does(operations, mark('done', '', { item: probed }));
    expect(story.state.checklist.items[probed]?.probe).toEqual(said);
  });

  test('may be ticked against, and the log says that it was', () => {
    const story = madeLaunch();
    story.does(null, judged('bad', story.now));
    story.does(operations, mark('done', 'the new one is ordered', { item: probed }));
    expect(lineOf(story)).toMatchObject({ tone: 'watch', text: expect.stringContaining('against its probe') });
    expect(isContradicted(story.state, probed)).toBe(true);
  });

  test('contradicts a tick also when it turns bad later, and no longer once it is good again', () => {
    const story = madeLaunch();
    story.does(null, judged('good', story.now));
    story.does(operations, mark('done', '', { item: probed }));
    expect(isContradicted(story.state, probed)).toBe(false);
    story.does(null, judged('bad', story.now));
    expect(isContradicted(story.state, probed)).toBe(true);
    story.does(null, judged('unknown', story.now));
    expect(isContradicted(story.state, probed)).toBe(false);
    story.does(null, judged('good', story.now));
    expect(isContradicted(story.state, probed)).toBe(false);
  });

  test('is refused for an item without a probe', () => {
    madeLaunch().refuses(null, { ...judged('good', 0), item: first }, 'no-such-probe');
  });
});
