import { afterAll, beforeAll, expect, test } from 'vitest';
import { WatchedCluster } from './support/watched-cluster.ts';

const soon = { timeout: 100_000, interval: 100 };
let world: WatchedCluster;
beforeAll(async () => {
  world = await WatchedCluster.open(5_000);
});
afterAll(() => world.stop());

test('five thousand pods are all known, also when the list is forgotten half-way and hundreds change each second', async () => {
  world.rehearsal.faults.inject({ scenario: 'pod-churn', perSecond: 200 });
  // Once a page or two have come, what the list goes on from is gone.
  world.rehearsal.faults.inject({ scenario: 'watch-expired', delayMs: 150 });
  const watch = await world.watch([], 'crowd');
  await expect.poll(() => watch.hub.cluster?.deployments.length, soon).toBe(25);
  expect(watch.hub.cluster?.deployments.every(({ wanted, ready }) => wanted === 200 && ready === 200)).toBe(true);
  // One in a thousand is in a crash loop, seven restarts each.
  expect(watch.hub.cluster?.pods).toHaveLength(5);
  expect(watch.hub.cluster?.pods[0]?.problem).toMatch(/^CrashLoopBackOff/);
  expect(watch.hub.cluster?.deployments.reduce((sum, { restarts }) => sum + restarts, 0)).toBe(35);
  await expect.poll(() => watch.source()?.state, soon).toBe('live');
  const { at = 0 } = watch.hub.cluster ?? {};
  await expect.poll(() => watch.hub.cluster?.at, soon).toBeGreaterThan(at + 3_000);
  expect(world.bugs).toEqual([]);
});
