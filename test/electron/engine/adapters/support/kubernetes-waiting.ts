import { describe, expect, test } from 'vitest';
import { createRestartKind } from '#engine/adapters/kubernetes/restart.ts';
import { createWaitKind } from '#engine/adapters/kubernetes/wait.ts';
import type { RestartSpec, WaitSpec } from '#shared/domain/operation/spec.ts';
import { patchDeployment, storedDeployment } from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { checkState, never, runContext, value } from './run-context.ts';

const restart = (deployment: string): RestartSpec => ({
  kind: 'kubernetes.restart',
  deployment,
  readyTimeoutMs: 30_000,
});
const wait = (timeoutMs: number, ...deployments: readonly string[]): WaitSpec => ({
  kind: 'kubernetes.wait',
  deployments: [...deployments],
  timeoutMs,
});
const image = (bench: Bench, name: string, to: string) =>
  patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: to }]);
const podNames = async (bench: Bench, name: string): Promise<readonly string[]> => {
  const { namespace } = bench.cluster;
  const { items } = await bench.cluster.core.listNamespacedPod({ namespace, labelSelector: `app=${name}` });
  return items.filter((pod) => pod.metadata?.deletionTimestamp === undefined).map((pod) => pod.metadata?.name ?? '');
};

/** How we restart pods and wait for rollouts, on every cluster. */
export function waitingContract(open: () => Bench): void {
  describe('restarting', () => {
    test.concurrent('it is done when every pod is a new one, and the same run restarts once', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('restarted', 2);
      await createWaitKind(bench.direct).run(wait(20_000, name), null, runContext());
      const before = await podNames(bench, name);
      const kind = createRestartKind(bench.direct);
      const plan = value(await kind.plan(restart(name), never()));
      expect(plan.changes).toMatchObject([{ field: 'restart', from: 'none', to: 'all pods anew' }]);
      expect(checkState(plan, 'dry run')).toBe('good');
      expect(value(await kind.look(restart(name), plan, never())).applied).toBe('no');
      const cause = 'action 7/restart';
      expect((await kind.run(restart(name), plan, runContext({ cause }))).kind).toBe('done');
      const after = await podNames(bench, name);
      expect([after.length, after.filter((pod) => before.includes(pod))]).toEqual([2, []]);
      expect(value(await kind.look(restart(name), plan, never())).applied).toBe('yes');
      expect((await kind.run(restart(name), plan, runContext({ cause }))).kind).toBe('done');
      expect(await podNames(bench, name)).toEqual(after);
    });

    test('an answer that was lost after the restart is looked up: one restart', async () => {
      const bench = open();
      const name = await bench.deployed('lost-restart', 1);
      const kind = createRestartKind(bench.proxied);
      const plan = value(await kind.plan(restart(name), never()));
      const before = bench.proxy.seen.filter(isPatch).length;
      bench.proxy.next(isPatch, { kind: 'lose-answer' });
      expect((await kind.run(restart(name), plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length - before).toBe(1);
    });

    test.concurrent('rollouts that are paused are a finding of the plan', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('paused', 1);
      await patchDeployment(bench.cluster, name, [{ op: 'add', path: '/spec/paused', value: true }]);
      const plan = value(await createRestartKind(bench.direct).plan(restart(name), never()));
      expect(plan.checks.some((one) => one.state === 'act' && one.text.includes('paused'))).toBe(true);
    });
  });

  describe('waiting for rollouts', () => {
    test.concurrent('all are waited for at once, and each pod tells how it fares', async ({ expect }) => {
      const bench = open();
      const names = [await bench.deployed('awaited', 1), await bench.deployed('awaited', 2)];
      const [first = '', second = ''] = names;
      await image(bench, first, 'registry.example/app:2.0');
      const kind = createWaitKind(bench.direct);
      const context = runContext();
      expect(value(await kind.plan(wait(30_000, ...names), never())).changes).toEqual([]);
      expect(await kind.run(wait(30_000, ...names), null, context)).toMatchObject({
        kind: 'done',
        seen: [{ what: `${first} ready pods` }, { what: `${second} ready pods` }],
      });
      for (const pod of await podNames(bench, second)) expect(context.lines).toContain(`${pod}: ready`);
      expect((await storedDeployment(bench.cluster, first)).status?.updatedReplicas).toBe(1);
      expect(value(await kind.look(wait(30_000, ...names), null, never())).applied).toBe('yes');
    });

    test.concurrent('every Deployment that can not get ready is told with its reason', async ({ expect }) => {
      const bench = open();
      const [unpullable, slow] = [
        await bench.deployed('unpullable', 1, 'registry.example/missing:1.0'),
        await bench.deployed('unready', 1, 'registry.example/notready:1.0'),
      ];
      const kind = createWaitKind(bench.direct);
      const outcome = await kind.run(wait(25_000, unpullable, slow), null, runContext());
      expect(outcome.kind).toBe('failed');
      expect(JSON.stringify(outcome)).toMatch(/ImagePullBackOff/);
      expect(JSON.stringify(outcome)).toContain(`${slow} wasn't ready after 25 s`);
    });

    test.concurrent('one that is not there is a finding of the plan and ends the waiting', async ({ expect }) => {
      const bench = open();
      const kind = createWaitKind(bench.direct);
      expect(checkState(value(await kind.plan(wait(5_000, 'nobody'), never())), 'Deployment nobody')).toBe('act');
      expect(await kind.run(wait(5_000, 'nobody'), null, runContext())).toMatchObject({
        fault: { cause: 'not-found' },
      });
    });

    test.concurrent('cancelled, it changes nothing and says how far it was', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('cancelled-wait', 1, 'registry.example/notready:1.0');
      const context = runContext();
      const running = createWaitKind(bench.direct).run(wait(30_000, name), null, context);
      await expect.poll(() => context.lines.length > 0, { timeout: 10_000 }).toBe(true);
      context.cancel();
      expect(await running).toMatchObject({ kind: 'failed', fault: { cause: 'cancelled' } });
    });
  });
}
