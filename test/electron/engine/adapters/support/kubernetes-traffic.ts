import { describe, expect, test } from 'vitest';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import { createReadBackKind } from '#engine/adapters/kubernetes/read-back.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { createWeightsKind } from '#engine/adapters/kubernetes/weights.ts';
import { ServiceId } from '#shared/domain/ids.ts';
import { makeRoutes, makeSubsets, patchRoutes, storedWeights } from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { scale, subsets, weights } from './kubernetes-bench.ts';
import { checkState, never, runContext, value } from './run-context.ts';

/** How we move traffic and read a rollback back, on every cluster. */
export function trafficContract(open: () => Bench): void {
  describe('moving traffic', () => {
    test.concurrent('every route that names both subsets moves, in every VirtualService of the host, and no other', async ({
      expect,
    }) => {
      const bench = open();
      const host = await bench.routed(0, null, 0);
      const second = bench.fresh('second');
      await makeRoutes(bench.cluster, second, `${host}.${bench.cluster.namespace}.svc.cluster.local`, [0]);
      const kind = createWeightsKind(bench.direct);
      const plan = value(await kind.plan(weights(host, 25), never()));
      expect(plan.changes).toHaveLength(6);
      expect(plan.checks.filter((one) => one.state !== 'good')).toEqual([]);
      expect(await kind.run(weights(host, 25), plan, runContext())).toMatchObject({ kind: 'done' });
      expect(await storedWeights(bench.cluster, host)).toEqual([[75, 25], [undefined], [75, 25]]);
      expect(await storedWeights(bench.cluster, second)).toEqual([[75, 25]]);
      expect(value(await createCluster(bench.direct).weights(host, subsets))).toContainEqual({
        virtualService: host,
        route: 2,
        canaryPercent: 25,
        stablePercent: 75,
      });
    });

    test('run again it changes nothing and is done', async () => {
      const bench = open();
      const host = await bench.routed(0);
      const kind = createWeightsKind(bench.proxied);
      const plan = value(await kind.plan(weights(host, 5), never()));
      expect((await kind.run(weights(host, 5), plan, runContext())).kind).toBe('done');
      const patches = bench.proxy.seen.filter(isPatch).length;
      expect((await kind.run(weights(host, 5), plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length).toBe(patches);
    });

    test.concurrent('a weight that somebody else has moved since the plan stops it', async ({ expect }) => {
      const bench = open();
      const host = await bench.routed(0, 0);
      const kind = createWeightsKind(bench.direct);
      const plan = value(await kind.plan(weights(host, 5), never()));
      await patchRoutes(bench.cluster, host, [
        { op: 'replace', path: '/spec/http/1/route/0/weight', value: 50 },
        { op: 'replace', path: '/spec/http/1/route/1/weight', value: 50 },
      ]);
      expect(await kind.run(weights(host, 5), plan, runContext())).toMatchObject({
        kind: 'changed-since',
        fields: expect.arrayContaining([expect.stringContaining('spec.http[1]')]),
      });
      expect(await storedWeights(bench.cluster, host)).toEqual([
        [100, 0],
        [50, 50],
      ]);
    });

    test('a rollback moves it whatever it holds by then', async () => {
      const bench = open();
      const host = await bench.routed(5);
      const kind = createWeightsKind(bench.proxied);
      bench.proxy.next(isPatch, {
        kind: 'after',
        first: () =>
          patchRoutes(bench.cluster, host, [
            { op: 'replace', path: '/spec/http/0/route/0/weight', value: 40 },
            { op: 'replace', path: '/spec/http/0/route/1/weight', value: 60 },
          ]),
      });
      expect((await kind.run(weights(host, 0), null, runContext({ isGoal: true }))).kind).toBe('done');
      expect(await storedWeights(bench.cluster, host)).toEqual([[100, 0]]);
    });

    test.concurrent('no weight moves before the pods that carry it are ready; a rollback is only warned', async ({
      expect,
    }) => {
      const bench = open();
      const host = await bench.routed(0);
      const canary = await bench.deployed('carrier', 0);
      const kind = createWeightsKind(bench.direct);
      const spec = weights(host, 5, { carriedBy: { deployment: canary, minimumReady: 1 } });
      const plan = value(await kind.plan(spec, never()));
      expect(checkState(plan, 'capacity')).toBe('watch');
      const refused = await kind.run(spec, plan, runContext());
      expect(refused).toMatchObject({ kind: 'failed', fault: { cause: 'unavailable' } });
      expect(JSON.stringify(refused)).toContain(`${canary} has 0 ready pods, 1 must carry 5 % canary`);
      expect(await storedWeights(bench.cluster, host)).toEqual([[100, 0]]);

      const goal = runContext({ isGoal: true });
      expect((await kind.run(spec, plan, goal)).kind).toBe('done');
      expect(goal.lines.some((line) => line.startsWith('warning:'))).toBe(true);
    });

    test.concurrent('a person who goes over capacity by name moves it all the same', async ({ expect }) => {
      const bench = open();
      const host = await bench.routed(0);
      const kind = createWeightsKind(bench.direct);
      const canary = await bench.deployed('forced', 0);
      const spec = weights(host, 5, { carriedBy: { deployment: canary, minimumReady: 1 } });
      const plan = value(await kind.plan(spec, never()));
      expect(plan.checks.filter((one) => one.isCapacity).map((one) => one.what)).toEqual(['capacity']);
      const context = { ...runContext(), isForced: true };
      expect((await kind.run(spec, plan, context)).kind).toBe('done');
      expect(await storedWeights(bench.cluster, host)).toEqual([[95, 5]]);
    });

    test('weights that somebody sets back at once are not moved, and who did it is told', async () => {
      const bench = open();
      const host = await bench.routed(0);
      const kind = createWeightsKind(bench.direct);
      const plan = value(await kind.plan(weights(host, 5), never()));
      const context = runContext();
      const running = kind.run(weights(host, 5), plan, context);
      await expect.poll(async () => (await storedWeights(bench.cluster, host))[0]?.[1], { interval: 20 }).toBe(5);
      await patchRoutes(
        bench.cluster,
        host,
        [
          { op: 'replace', path: '/spec/http/0/route/0/weight', value: 100 },
          { op: 'replace', path: '/spec/http/0/route/1/weight', value: 0 },
        ],
        'argocd-controller',
      );
      const outcome = await running;
      expect(outcome).toMatchObject({ kind: 'not-effective', seen: [{ agrees: false }] });
      expect(JSON.stringify(outcome)).toContain('set by Argo CD (argocd-controller)');
    });

    test.concurrent('a subset that no DestinationRule defines is a finding', async ({ expect }) => {
      const bench = open();
      const host = bench.fresh('bare');
      await makeRoutes(bench.cluster, host, host, [0]);
      await makeSubsets(bench.cluster, host, ['stable']);
      expect(
        checkState(value(await createWeightsKind(bench.direct).plan(weights(host, 5), never())), `subsets of ${host}`),
      ).toBe('act');
    });

    test.concurrent('a host without a route to move is a failure with its name', async ({ expect }) => {
      const bench = open();
      const outcome = await createWeightsKind(bench.direct).run(
        weights('nowhere', 0),
        null,
        runContext({ isGoal: true }),
      );
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'not-found' } });
      expect(JSON.stringify(outcome)).toContain('nowhere');
    });
  });

  describe('reading back a rollback', () => {
    test.concurrent('it is done only when weights, stable and canary are all as they must be', async ({ expect }) => {
      const bench = open();
      const [host, stable, canary] = [
        await bench.routed(0),
        await bench.deployed('stable', 1),
        await bench.deployed('canary', 1),
      ];
      const spec = {
        kind: 'rollback.read-back' as const,
        services: [{ service: ServiceId.parse('s'), host, stable, canary }],
        subsets,
        withinMs: 2_000,
      };
      const kind = createReadBackKind(bench.direct);
      const early = await kind.run(spec, null, runContext({ isGoal: true }));
      expect(early).toMatchObject({ kind: 'not-effective' });
      await createScaleKind(bench.direct).run(scale(canary, 0), null, runContext({ isGoal: true }));
      await createScaleKind(bench.direct).run(scale(stable, 1), null, runContext({ isGoal: true }));
      expect(await kind.run(spec, null, runContext({ isGoal: true }))).toMatchObject({ kind: 'done' });
    });
  });
}
