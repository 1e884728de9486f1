import { describe, expect, test } from 'vitest';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import { quality, scribe } from '#test/support/full-room.ts';
import {
  commander,
  everyoneVotesGo,
  everythingTicked,
  freezeGate,
  gate,
  launchGate,
  madeLaunch,
  plan,
  signOff,
  techLead,
  vote,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const idOf = (kind: string, of = launchGate) => of.criteria.find((criterion) => criterion.kind === kind)?.id ?? '';
const stands = (story: Story, kind: string, of = launchGate) =>
  gateCriteria(story.state, of.id, story.now).find((criterion) => criterion.id === idOf(kind, of));
const mark = (item: string, state: 'open' | 'blocked' | 'done', note = '') =>
  ({ type: 'item.mark', item: item as never, state, note }) as const;
const first = 't-24h-staging-config';

describe('all checklists complete', () => {
  const kind = 'all-checklists-complete';

  test('is met when all four lists are ticked and signed off', () => {
    expect(stands(everythingTicked(madeLaunch()), kind)).toMatchObject({
      state: 'met',
      text: '78 items and 7 sign-offs, all in order',
    });
  });

  test('is not met while an item is open or blocked, and says which', () => {
    const story = everythingTicked(madeLaunch());
    story.does(techLead, mark('t-1h-cache', 'open'));
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: '1 open: Cache hit rate normal' });
    story.does(techLead, mark('t-1h-cache', 'blocked', 'cold'));
    expect(stands(story, kind)?.state).toBe('not-met');
    story.does(techLead, { type: 'item.mark', item: 't-1h-cache' as never, state: 'not-applicable', note: 'no cache' });
    expect(stands(story, kind)?.state).toBe('met');
  });

  test('is not met while a probe contradicts a tick', () => {
    const story = everythingTicked(madeLaunch());
    story.does(null, {
      type: 'probe.judge',
      item: 't-24h-certificates' as never,
      verdict: 'bad',
      text: 'expires in 10 days',
      seenAt: story.now,
    });
    expect(stands(story, kind)).toMatchObject({
      state: 'not-met',
      text: expect.stringContaining('contradicted by its probe: SSL certificates'),
    });
  });

  test('is not met while a sign-off is missing', () => {
    const story = madeLaunch();
    story.does(techLead, {
      type: 'items.mark',
      items: plan.checklists.flatMap((list) => list.sections.flatMap((section) => section.items.map(({ id }) => id))),
      state: 'done',
      note: '',
    });
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('no sign-off') });
  });

  test('is not met while a sign-off is stale: the item that was reopened and ticked again is signed for anew', () => {
    const story = everythingTicked(madeLaunch());
    story.after(MINUTE).does(techLead, mark(first, 'open'));
    story.after(MINUTE).does(techLead, mark(first, 'done'));
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('stale sign-off') });
  });

  test('an item signed off as an exception is still open: going over it is an override', () => {
    const story = everythingTicked(madeLaunch());
    story.after(MINUTE).does(techLead, mark('t-4h-coffee', 'open'));
    story.does(
      commander,
      signOff(story, 't-4h', 'launch-commander', [{ item: 't-4h-coffee' as never, reason: 'on its way' }]),
    );
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('1 open') });
  });

  test('at the meeting the day before looks only at what is due by then: the items, not yet the sign-offs', () => {
    const story = madeLaunch();
    expect(stands(story, kind, freezeGate)?.state).toBe('not-met');
    const list = plan.checklists.find((entry) => entry.id === 't-24h');
    story.does(techLead, {
      type: 'items.mark',
      items: list?.sections.flatMap((section) => section.items.map(({ id }) => id)) ?? [],
      state: 'done',
      note: '',
    });
    expect(stands(story, kind, freezeGate)).toMatchObject({
      state: 'met',
      text: '28 items and 0 sign-offs, all in order',
    });
    expect(stands(story, kind)?.state).toBe('not-met');
  });
});

describe('no blocking issues', () => {
  const kind = 'no-blocking-issues';

  test('is met while nothing blocks', () => {
    expect(stands(everythingTicked(madeLaunch()), kind)?.state).toBe('met');
  });

  test('is not met with a blocked item or an open decision', () => {
    const story = madeLaunch();
    story.does(techLead, mark(first, 'blocked', 'no access'));
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('blocked: Staging') });
    story.does(techLead, mark(first, 'open'));
    story.does(null, { type: 'criterion.raise', criterion: 'customer-complaints' as never, evidence: '' });
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('open decision') });
  });
});

describe('all stakeholders approve', () => {
  const kind = 'all-stakeholders-approve';

  test('is met by a fresh GO of each of the six', () => {
    const story = madeLaunch();
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('no vote from') });
    everyoneVotesGo(story);
    expect(stands(story, kind)).toEqual(expect.objectContaining({ state: 'met', text: 'GO from all 6' }));
  });

  test('is not met by a NO-GO, and says whose', () => {
    const story = everyoneVotesGo(madeLaunch());
    story.does(quality, vote('qa-lead', 'no-go', 'the search is broken'));
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: 'NO-GO from QA Lead' });
  });

  test('is not met by votes that have grown old', () => {
    const story = everyoneVotesGo(madeLaunch());
    expect(stands(story.after(launchGate.voteFreshMs), kind)?.state).toBe('met');
    expect(stands(story.after(1), kind)).toMatchObject({
      state: 'not-met',
      text: expect.stringContaining('stale vote'),
    });
  });

  test('is met by votes by voice, and names those not yet countersigned', () => {
    const story = everyoneVotesGo(madeLaunch());
    story.does(scribe, { ...vote('qa-lead'), type: 'gate.record-vote', voter: quality as never });
    expect(stands(story, kind)).toMatchObject({
      state: 'met',
      text: 'GO from all 6; by voice, not countersigned: QA Lead',
    });
    story.does(quality, { type: 'gate.countersign', gate, role: 'qa-lead' as never, verdict: 'go' });
    expect(stands(story, kind)?.text).toBe('GO from all 6');
  });

  test('votes at the meeting of the day before are none at the decision', () => {
    const story = everyoneVotesGo(madeLaunch(), freezeGate);
    expect(stands(story, kind, freezeGate)?.state).toBe('met');
    expect(stands(story, kind)?.state).toBe('not-met');
  });
});

describe('rollback plan confirmed', () => {
  const kind = 'rollback-plan-confirmed';

  test('is unknown while nothing is proven, and not met when a rollback would not work', () => {
    const story = madeLaunch();
    expect(stands(story, kind)).toMatchObject({ state: 'unknown', text: 'readiness is not proven' });
    story.does(null, { type: 'readiness.judge', verdict: 'unknown', checks: [] });
    expect(stands(story, kind)?.state).toBe('unknown');
    story.does(null, {
      type: 'readiness.judge',
      verdict: 'not-ready',
      checks: [{ title: 'Flag service', state: 'act', text: 'down' }],
    });
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: 'Flag service: down' });
  });

  test('is not met with readiness proven and no dry run on record, and unknown with a proof older than three minutes', () => {
    const story = madeLaunch();
    story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
    expect(stands(story, kind)).toMatchObject({ state: 'not-met', text: expect.stringContaining('no dry run') });
    story.after(3 * MINUTE + 1);
    expect(stands(story, kind)).toMatchObject({ state: 'unknown', text: expect.stringContaining('three minutes ago') });
  });
});
