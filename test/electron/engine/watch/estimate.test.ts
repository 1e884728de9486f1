import { expect, test } from 'vitest';
import { estimateMs, rollbackMsOf } from '#engine/watch/readiness/estimate.ts';
import { carriedOut, commander, goLaunch, lastAction, plan, stepDone } from '#test/support/launch-story.ts';
import { clockOf, watched } from './support/watched-launch.ts';

/** Rolled back: asked for, and carried out in so many milliseconds of launch time. */
function rolledBack(ms: number) {
  const story = goLaunch();
  stepDone(story, plan.steps[0]?.id ?? '');
  story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: 'too slow' });
  story.after(ms);
  carriedOut(story, lastAction(story).id);
  return story;
}

test('nobody guesses how long a rollback takes: without a measured one there is no estimate', () => {
  expect(estimateMs(watched(goLaunch()).with_, [])).toBeNull();
});

test('other launches of the pack on this machine tell how long it takes, the middle one of them', () => {
  const measuredRollbacks = () => [90_000, 40_000, 50_000];
  expect(estimateMs(watched(goLaunch(), {}, { measuredRollbacks }).with_, [])).toBe(50_000);
});

test('the last one of this launch goes before all others, in real time', () => {
  const story = rolledBack(66_000);
  const others = { measuredRollbacks: () => [10_000] };
  expect(estimateMs(watched(story, {}, others).with_, [])).toBe(66_000);
  expect(estimateMs(watched(story, {}, { ...others, clock: clockOf(story, 6) }).with_, [])).toBe(11_000);
});

test('making stable anew comes on top, where it is gone', () => {
  const story = rolledBack(66_000);
  const longest = Math.max(
    ...plan.steps.flatMap(({ operations }) =>
      operations.map(({ spec }) => ('readyTimeoutMs' in spec ? spec.readyTimeoutMs : 0)),
    ),
  );
  expect(longest).toBeGreaterThan(0);
  expect(estimateMs(watched(story).with_, ['api-gateway-stable'])).toBe(66_000 + longest);
});

test('a rollback of some services alone is no measure of the whole', () => {
  const story = rolledBack(66_000);
  const action = lastAction(story);
  if (action.subject.kind !== 'rollback') throw new Error('the last action is no rollback');
  const alone = { ...action, subject: { ...action.subject, services: [plan.services[0]?.id as never] } };
  expect(rollbackMsOf(story.state, action, clockOf(story))).toBe(66_000);
  expect(rollbackMsOf(story.state, alone, clockOf(story))).toBeNull();
});
