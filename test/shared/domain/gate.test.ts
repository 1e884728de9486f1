import { describe, expect, test } from 'vitest';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import {
  commander,
  everythingTicked,
  gate,
  goLaunch,
  MINUTE,
  madeLaunch,
  plan,
  techLead,
  voterOf,
} from '#test/support/launch-story.ts';

const vote = (role: string, verdict: 'go' | 'no-go' = 'go', reason = '') =>
  ({ type: 'gate.vote', gate, role: role as never, verdict, reason }) as const;
const idOf = (kind: string) => plan.gates[0]?.criteria.find((criterion) => criterion.kind === kind)?.id ?? '';
const state = (story: ReturnType<typeof madeLaunch>, kind: string) =>
  gateCriteria(story.state, gate, story.now).find((criterion) => criterion.id === idOf(kind))?.state;

describe('Go/No-Go', () => {
  test('GO is refused while a criterion fails', () => {
    madeLaunch().refuses(commander, { type: 'gate.decide', gate, verdict: 'go', reason: '' }, 'criteria-not-met');
  });

  test('GO over criteria that are not met is an override: with a reason, and named in the log', () => {
    const [event] = madeLaunch().does(commander, {
      type: 'gate.decide',
      gate,
      verdict: 'go',
      reason: 'the vendor is late, we go',
    });
    expect(event).toMatchObject({
      type: 'gate.passed',
      reason: 'the vendor is late, we go',
      overrode: expect.arrayContaining([idOf('all-checklists-complete')]),
    });
  });

  test('is decided by the commander alone', () => {
    goLaunch().refuses(techLead, { type: 'gate.decide', gate, verdict: 'no-go', reason: 'no' }, 'not-entitled');
  });

  test('a vote counts only from who holds the role, and only in an attending role', () => {
    const story = madeLaunch();
    story.refuses(techLead, vote('product-owner'), 'role-not-held');
    story.refuses(techLead, vote('technical-lead'), 'not-an-attendee');
  });

  test('a NO-GO needs a reason and keeps the third criterion from being met', () => {
    const story = goLaunch();
    const role = 'qa-lead';
    story.refuses(voterOf[role] ?? '', vote(role, 'no-go'), 'reason-missing');
    story.does(voterOf[role] ?? '', vote(role, 'no-go', 'the search is broken'));
    expect(state(story, 'all-stakeholders-approve')).toBe('not-met');
  });

  test('a vote goes stale after its time, and with it the gate', () => {
    const story = goLaunch();
    const freshMs = plan.gates[0]?.voteFreshMs ?? 0;
    expect(stepStatus(story.state, 'canary-images', story.now).refusal).toBeNull();
    story.after(freshMs + 1);
    expect(state(story, 'all-stakeholders-approve')).toBe('not-met');
    expect(stepStatus(story.state, 'canary-images', story.now).refusal?.code).toBe('gate-not-fresh');
  });

  test('the rollback plan is confirmed only when readiness is proven: nothing known is not met', () => {
    const story = everythingTicked(madeLaunch());
    expect(state(story, 'rollback-plan-confirmed')).toBe('unknown');
    story.does(null, {
      type: 'readiness.judge',
      verdict: 'not-ready',
      checks: [{ title: 'Flag service', state: 'act', text: 'down' }],
    });
    expect(state(story, 'rollback-plan-confirmed')).toBe('not-met');
    story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
    expect(state(story, 'rollback-plan-confirmed')).toBe('met');
  });

  test('an item reopened after GO keeps the checklists from being complete', () => {
    const story = goLaunch();
    const item = plan.checklists.find((list) => plan.gates[0]?.checklists.includes(list.id))?.sections[0]?.items[0];
    story.does(techLead, { type: 'item.mark', item: item?.id as never, state: 'open', note: '' });
    expect(state(story, 'all-checklists-complete')).toBe('not-met');
  });

  test('without GO the launch can not start', () => {
    const story = madeLaunch();
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'gate-not-go');
    story.does(commander, { type: 'gate.decide', gate, verdict: 'no-go', reason: 'not today' });
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'gate-not-go');
  });

  test('anyone withdraws GO, even not signed in; it is a hold, and asks for a new GO', () => {
    const story = goLaunch();
    const events = story.does(null, { type: 'gate.withdraw', gate, reason: 'smoke in the rack' });
    expect(events.map((event) => event.type)).toEqual(['gate.withdrawn', 'clock.held']);
    story.does(commander, { type: 'clock.resume', reason: 'it was toast' });
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'gate-withdrawn');
    story.does(commander, { type: 'gate.decide', gate, verdict: 'go', reason: '' });
    story.does(techLead, { type: 'step.ask', step: 'canary-images' as never });
  });

  test('a hold of more than thirty minutes asks for a fresh gate', () => {
    const story = goLaunch();
    story.does(null, { type: 'clock.hold', reason: '' });
    story.after(31 * MINUTE).does(commander, { type: 'clock.resume', reason: 'on we go' });
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'gate-not-fresh');
  });
});

describe('the clock', () => {
  test('anyone holds, at once; a hold before T-0 moves T-0 by its length', () => {
    const story = goLaunch();
    const before = story.state.clock.tZeroAt;
    story.does(null, { type: 'clock.hold', reason: '' });
    story.refuses(techLead, { type: 'clock.hold', reason: '' }, 'already-held');
    story.after(7 * MINUTE).does(commander, { type: 'clock.resume', reason: 'found it' });
    expect(story.state.clock.tZeroAt).toBe(before + 7 * MINUTE);
  });

  test('a hold after T-0 leaves T-0 where it was and stops promotions', () => {
    const story = goLaunch();
    story.after(80 * MINUTE);
    const before = story.state.clock.tZeroAt;
    story.does(null, { type: 'clock.hold', reason: '' });
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'held');
    story.after(MINUTE).does(commander, { type: 'clock.resume', reason: 'ok' });
    expect(story.state.clock.tZeroAt).toBe(before);
  });

  test('resume, slip and scrub are the commander’s, with a reason', () => {
    const story = goLaunch();
    story.does(null, { type: 'clock.hold', reason: '' });
    story.refuses(techLead, { type: 'clock.resume', reason: 'go' }, 'not-entitled');
    story.refuses(techLead, { type: 'clock.scrub', reason: 'rain' }, 'not-entitled');
    story.refuses(techLead, { type: 'clock.slip', tZeroAt: story.now + MINUTE, reason: 'late' }, 'not-entitled');
    story.refuses(commander, { type: 'clock.slip', tZeroAt: story.now - MINUTE, reason: 'late' }, 'slip-to-past');
    story.does(commander, { type: 'clock.scrub', reason: 'rain' });
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'scrubbed');
  });
});
