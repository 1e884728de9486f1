import { describe, expect, test } from 'vitest';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { commander, goLaunch, product, stepDone, techLead } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';
import { begun, raise, trip } from './support/begun-launch.ts';

describe('a criterion', () => {
  test('is raised by anyone, not signed in, and opens a decision with its clock', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    expect(story.state.rollback.decisions[0]).toMatchObject({
      severity: 'urgent',
      state: 'open',
      dueAt: story.now + 10 * MINUTE,
    });
    story.refuses(null, raise('customer-complaints'), 'already-open');
  });

  test('that trips opens one decision however often it is seen, and none before anything was done', () => {
    const story = goLaunch();
    expect(story.does(null, trip('error-rate-above-5'))).toEqual([]);
    stepDone(story, 'canary-images');
    expect(story.does(null, trip('error-rate-above-5'))).toHaveLength(1);
    expect(story.does(null, trip('error-rate-above-5'))).toEqual([]);
  });

  test('whose time runs out is shouted, never decided by the machine', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    const [decision] = story.state.rollback.decisions;
    story.after(10 * MINUTE).does(null, { type: 'decision.time-out', decision: decision?.id as never });
    expect(story.state.rollback.decisions[0]).toMatchObject({ state: 'open', hasTimedOut: true });
    expect(Object.values(story.state.actions.byId).some(isRollback)).toBe(false);
  });

  test('that is open keeps promotions shut until someone decides; keeping going is the commander’s, with a reason', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    const decision = story.state.rollback.decisions[0]?.id as never;
    story.refuses(techLead, { type: 'step.ask', step: 'stage-5' as never }, 'decision-open');
    story.refuses(product, { type: 'decision.keep-going', decision, reason: 'I like it' }, 'not-entitled');
    story.does(commander, { type: 'decision.keep-going', decision, reason: 'two tweets are not a trend' });
    story.does(techLead, { type: 'step.ask', step: 'stage-5' as never });
  });
});
