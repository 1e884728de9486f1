import { expect, test } from 'vitest';
import type { Following, FollowState } from '#engine/adapters/kubernetes/feed/followed.ts';
import { createClock } from '#engine/clock.ts';
import { aliveAt, createFeedSource } from '#engine/watch/feed-source.ts';
import { Sources } from '#engine/watch/sources.ts';
import { fault } from './support/watched-launch.ts';

const state = (kind: FollowState['kind'], more: Partial<FollowState> = {}): FollowState => ({
  ...{ kind, state: 'live', aliveAt: 1000, fault: null, retryInMs: null, ...more },
});
const feedOf = (states: readonly FollowState[]): Following => ({
  objects: () => new Map(),
  states: () => states,
  ended: Promise.resolve(),
});
function reporting() {
  const sources = new Sources(createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 1 }));
  const report = createFeedSource(sources, { id: 'cluster', kind: 'cluster', title: 'cluster' }, ['Deployment', 'Pod']);
  return { report: (...states: FollowState[]) => report(feedOf(states)), one: () => sources.one('cluster') };
}

test('what is known is as old as the oldest of what is needed, and nothing is known before all of it is', () => {
  const needed = ['Deployment', 'Pod'] as const;
  expect(
    aliveAt(
      [state('Deployment', { aliveAt: 5 }), state('Pod', { aliveAt: 3 }), state('Event', { aliveAt: 1 })],
      needed,
    ),
  ).toBe(3);
  expect(aliveAt([state('Deployment'), state('Pod', { aliveAt: null })], needed)).toBeNull();
});

test('one needed kind that fails is the failure of the cluster, and what else is away is named', () => {
  const { report, one } = reporting();
  const away = { state: 'failing', fault: fault('forbidden', 'lead may not list pods.'), retryInMs: 4000 } as const;
  report(state('Deployment'), state('Pod', away), state('Event', away));
  expect(one()).toMatchObject({
    state: 'failing',
    fault: { message: 'lead may not list pods. Not read either: Event.' },
  });
  const { retryAt, since } = one() ?? {};
  expect((retryAt ?? 0) - (since ?? 0)).toBeGreaterThanOrEqual(4000);
});

test('the same failure told again moves no time; being alive again ends it', () => {
  const { report, one } = reporting();
  const away = { state: 'failing', fault: fault('unreachable', 'gone'), retryInMs: 4000 } as const;
  report(state('Deployment', away), state('Pod'));
  const first = one()?.retryAt;
  report(state('Deployment', away), state('Pod'));
  expect(one()?.retryAt).toBe(first);
  report(state('Deployment'), state('Pod'));
  expect(one()).toMatchObject({ state: 'live', fault: null, partial: null });
});

test('a kind that the cluster does not serve is said to be left out, and the cluster is live', () => {
  const { report, one } = reporting();
  const missing = { state: 'left-out', fault: fault('not-found', 'It serves no autoscaling.') } as const;
  report(state('Deployment'), state('Pod'), state('HorizontalPodAutoscaler', missing));
  expect(one()).toMatchObject({
    state: 'live',
    partial: 'HorizontalPodAutoscaler left out: It serves no autoscaling.',
  });
});

test('a feed that is not heard of any more is not said to be live again', () => {
  const { report, one } = reporting();
  report(state('Deployment'), state('Pod'));
  const seenAt = one()?.seenAt;
  const until = Date.now() + 20;
  while (Date.now() < until);
  report(state('Deployment'), state('Pod'));
  expect(one()?.seenAt).toBe(seenAt);
});
