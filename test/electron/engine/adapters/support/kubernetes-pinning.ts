import { describe, expect, test } from 'vitest';
import { createPinAutoscalerKind, createUnpinAutoscalerKind } from '#engine/adapters/kubernetes/pin-autoscaler.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import type { PinAutoscalerSpec, UnpinAutoscalerSpec } from '#shared/domain/operation/spec.ts';
import { makeAutoscaler, patchDeployment, storedAutoscaler } from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { scale } from './kubernetes-bench.ts';
import { checkState, never, runContext, value } from './run-context.ts';

const pin = (deployment: string): PinAutoscalerSpec => ({ kind: 'kubernetes.pin-autoscaler', deployment });
const unpin = (deployment: string): UnpinAutoscalerSpec => ({ kind: 'kubernetes.unpin-autoscaler', deployment });
const note = 'tminus.io/minimum-before';

async function autoscaled(bench: Bench, replicas: number, minimum: number, maximum: number): Promise<string> {
  const name = await bench.deployed('pinned', replicas);
  await makeAutoscaler(bench.cluster, name, { minimum, maximum });
  return name;
}
async function minimumOf(bench: Bench, name: string): Promise<readonly [number, string | undefined]> {
  const { spec, metadata } = await storedAutoscaler(bench.cluster, name);
  return [spec.minReplicas, metadata.annotations?.[note]];
}

/** How stable keeps its pods, on every cluster. */
export function pinningContract(open: () => Bench): void {
  describe('pinning an autoscaler', () => {
    test.concurrent('its minimum becomes the count of its Deployment; the old one is noted on it and comes back', async ({
      expect,
    }) => {
      const bench = open();
      const name = await autoscaled(bench, 3, 1, 5);
      const kind = createPinAutoscalerKind(bench.direct);
      const plan = value(await kind.plan(pin(name), never()));
      expect(plan.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
        ['spec.minReplicas', '1', '3'],
        [`annotation ${note}`, 'none', '1'],
      ]);
      expect(plan.checks.filter((one) => one.state !== 'good')).toEqual([]);
      expect(value(await kind.look(pin(name), plan, never())).applied).toBe('no');
      expect((await kind.run(pin(name), plan, runContext())).kind).toBe('done');
      expect(await minimumOf(bench, name)).toEqual([3, '1']);
      expect(value(await kind.look(pin(name), plan, never())).applied).toBe('yes');

      const back = createUnpinAutoscalerKind(bench.direct);
      const undo = value(await back.plan(unpin(name), never()));
      expect((await back.run(unpin(name), undo, runContext())).kind).toBe('done');
      expect(await minimumOf(bench, name)).toEqual([1, undefined]);
      expect((await back.run(unpin(name), null, runContext({ isGoal: true }))).kind).toBe('done');
    });

    test.concurrent('a second pin never overwrites the minimum that was noted', async ({ expect }) => {
      const bench = open();
      const name = await autoscaled(bench, 2, 1, 5);
      const kind = createPinAutoscalerKind(bench.direct);
      const goal = () => runContext({ isGoal: true });
      expect((await kind.run(pin(name), null, goal())).kind).toBe('done');
      await patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 4 }]);
      expect((await kind.run(pin(name), null, goal())).kind).toBe('done');
      expect(await minimumOf(bench, name)).toEqual([4, '1']);
    });

    test.concurrent('an autoscaler that owns the replicas is pointed out', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('autoscaled', 2);
      await makeAutoscaler(bench.cluster, name, { minimum: 2, maximum: 5 });
      const plan = value(await createScaleKind(bench.direct).plan(scale(name, 3), never()));
      expect(checkState(plan, 'autoscaler')).toBe('watch');
    });

    test.concurrent('a Deployment without an autoscaler needs none', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('unscaled', 1);
      const plan = value(await createPinAutoscalerKind(bench.direct).plan(pin(name), never()));
      expect(plan.changes).toEqual([]);
      const outcome = await createPinAutoscalerKind(bench.direct).run(pin(name), plan, runContext());
      expect(outcome).toMatchObject({ kind: 'done', seen: [{ seen: expect.stringContaining('no autoscaler') }] });
    });

    test.concurrent('a maximum below the count is a finding of the plan', async ({ expect }) => {
      const bench = open();
      // At zero an autoscaler leaves its Deployment alone: only so it stays above the maximum until it is looked at.
      const name = await autoscaled(bench, 0, 1, 2);
      const kind = createPinAutoscalerKind(bench.direct);
      const plan = { ...value(await kind.plan(pin(name), never())), resolved: { minimum: 3 } };
      expect(await kind.run(pin(name), plan, runContext())).toMatchObject({
        kind: 'failed',
        fault: { cause: 'invalid', message: expect.stringContaining('allows 2 pods at most') },
      });
    });

    test('an answer that was lost is looked up, and it is pinned once', async () => {
      const bench = open();
      const name = await autoscaled(bench, 2, 1, 5);
      const kind = createPinAutoscalerKind(bench.proxied);
      const plan = value(await kind.plan(pin(name), never()));
      const before = bench.proxy.seen.filter(isPatch).length;
      bench.proxy.next(isPatch, { kind: 'lose-answer' });
      expect((await kind.run(pin(name), plan, runContext())).kind).toBe('done');
      expect((await kind.run(pin(name), plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length - before).toBe(1);
      expect(await minimumOf(bench, name)).toEqual([2, '1']);
    });

    test('an autoscaler that sets replicas back is named, with what it keeps them between', async ({ skip }) => {
      const bench = open();
      if (!(await followsNoMetric(bench))) return skip('autoscalers of this cluster wait for metrics');
      const name = await autoscaled(bench, 3, 3, 5);
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 1), never()));
      const outcome = await kind.run(scale(name, 1), plan, runContext());
      expect(outcome).toMatchObject({ kind: 'not-effective', seen: [{ expected: '1', agrees: false }] });
      expect(JSON.stringify(outcome)).toContain(`HorizontalPodAutoscaler ${name} keeps it between 3 and 5`);
    });
  });
}

/** Only the rehearsal's autoscalers act at once and without metrics. */
const followsNoMetric = async (bench: Bench): Promise<boolean> =>
  (await bench.cluster.core.readNamespace({ name: 'kube-system' })).metadata?.labels?.['tminus.io/rehearsal'] ===
  'true';
