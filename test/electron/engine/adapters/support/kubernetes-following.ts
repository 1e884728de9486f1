import { describe, expect, test } from 'vitest';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import type { FollowedKind, Following } from '#engine/adapters/kubernetes/feed/followed.ts';
import { weightsOf } from '#engine/adapters/kubernetes/routes.ts';
import { deploymentOf, deploymentsObserved } from '#engine/watch/cluster-observed.ts';
import { makeAutoscaler, patchRoutes } from './cluster-under-test.ts';
import type { Bench } from './kubernetes-bench.ts';
import { subsets } from './kubernetes-bench.ts';
import { value } from './run-context.ts';

const kinds: readonly FollowedKind[] = [
  ...(['Deployment', 'ReplicaSet', 'Pod', 'Event'] as const),
  ...(['VirtualService', 'DestinationRule', 'HorizontalPodAutoscaler'] as const),
];
const soon = { timeout: 40_000, interval: 100 };

/** Follows the suite's namespace while `work` goes on. */
async function followed(connection: Connection, work: (feed: Following) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  const options = { kinds, changed: () => undefined, waitMs: () => 500, signal: abort.signal };
  const feed = createCluster(connection).follow(options);
  await expect
    .poll(() => feed.states().map(({ kind, state }) => `${kind} ${state}`), soon)
    .toEqual(kinds.map((kind) => `${kind} live`));
  await work(feed);
  abort.abort();
  await feed.ended;
}

/** How we follow a cluster, on every cluster. */
export function followingContract(open: () => Bench): void {
  describe('following', () => {
    test('what is followed is what a fresh read says, through a rollout and back', async () => {
      const bench = open();
      const name = await bench.deployed('followed', 2);
      await followed(bench.direct, async (feed) => {
        const shown = () => deploymentsObserved(feed).find((one) => one.name === name);
        const read = async () => {
          const all = value(await createCluster(bench.direct).deployments());
          const found = all.find((one) => one.name === name);
          return found && { ready: found.ready, wanted: found.wanted, restarts: found.restarts };
        };
        await expect.poll(() => shown()?.ready, soon).toBe(2);
        expect(shown()).toMatchObject({ ...(await read()), problem: null });
        const ours = [...feed.objects('Pod').values()].filter((pod) => deploymentOf(feed, pod) === name);
        expect(ours).toHaveLength(2);
        await bench.cluster.apps.deleteNamespacedDeployment({ name, namespace: bench.cluster.namespace });
        await expect.poll(() => shown(), soon).toBeUndefined();
        await expect
          .poll(() => [...feed.objects('Pod').values()].filter((pod) => deploymentOf(feed, pod) === name), soon)
          .toEqual([]);
      });
    });

    test('a pod that can not start is a problem of its Deployment, and the cluster warns of it', async () => {
      const bench = open();
      const name = await bench.deployed('unpulled', 1, 'registry.example/missing:1.0');
      await followed(bench.direct, async (feed) => {
        const shown = () => deploymentsObserved(feed).find((one) => one.name === name);
        await expect.poll(() => shown()?.problem, soon).toMatch(/ImagePull/);
        const warnings = () => [...feed.objects('Event').values()].filter(({ object }) => object.includes(name));
        await expect.poll(() => warnings().length, soon).toBeGreaterThan(0);
        for (const { object, at } of warnings()) {
          expect(object).toMatch(/^Pod /);
          expect(Math.abs(Date.now() - at)).toBeLessThan(120_000);
        }
      });
    });

    test('weights, subsets and autoscalers are told as they change', async () => {
      const bench = open();
      const host = await bench.routed(5);
      const scaled = await bench.deployed('scaled', 1);
      await makeAutoscaler(bench.cluster, scaled, { minimum: 2, maximum: 6 });
      await followed(bench.direct, async (feed) => {
        const canary = () => {
          const service = feed.objects('VirtualService').get(host)?.service;
          return service
            ? weightsOf(service, host, subsets, bench.cluster.namespace).map((one) => one.canaryPercent)
            : null;
        };
        expect(canary()).toEqual([5]);
        expect(feed.objects('DestinationRule').get(host)).toMatchObject({ host, subsets: ['stable', 'canary'] });
        const autoscaler = feed.objects('HorizontalPodAutoscaler').get(scaled);
        expect(autoscaler).toMatchObject({ target: `Deployment ${scaled}`, minimum: 2, maximum: 6 });
        await patchRoutes(bench.cluster, host, [
          { op: 'replace', path: '/spec/http/0/route/0/weight', value: 90 },
          { op: 'replace', path: '/spec/http/0/route/1/weight', value: 10 },
        ]);
        await expect.poll(canary, soon).toEqual([10]);
      });
    });

    test('quiet for longer than a watch lasts, every kind has proved alive within seconds', async () => {
      const bench = open();
      await followed(bench.direct, async (feed) => {
        for (let turn = 0; turn < 4; turn += 1) {
          await new Promise((resolve) => setTimeout(resolve, 3_000));
          for (const { kind, aliveAt } of feed.states()) expect(Date.now() - (aliveAt ?? 0), kind).toBeLessThan(9_000);
        }
      });
    });
  });
}
