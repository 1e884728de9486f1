import { describe, expect, test } from 'vitest';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import type { ScaleSpec } from '#shared/domain/operation/spec.ts';
import { makeDeployment, patchDeployment, storedDeployment } from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { good, scale } from './kubernetes-bench.ts';
import { checkState, never, runContext, value } from './run-context.ts';

/** How we scale, on every cluster. */
export function scalingContract(open: () => Bench): void {
  describe('scaling', () => {
    test.concurrent('the plan shows what changes and changes nothing', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('planned', 1);
      const plan = value(await createScaleKind(bench.direct).plan(scale(name, 3), never()));
      expect(plan.changes).toMatchObject([
        { field: 'spec.replicas', from: '1', to: '3', target: { kind: 'Deployment', name } },
      ]);
      expect(plan.targets[0]?.uid).toBe((await storedDeployment(bench.cluster, name)).metadata?.uid);
      expect(checkState(plan, 'rights')).toBe('good');
      expect(checkState(plan, 'dry run')).toBe('good');
      expect(plan.resolved).toEqual({ replicas: 3 });
      expect(plan.equivalent).toContain(`scale deployment/${name} --replicas=3`);
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(1);
    });

    test.concurrent('it is done when that many pods are ready, and says who did it', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('scaled', 0);
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 2), never()));
      const context = runContext({ cause: 'launch 7: canary to two pods' });
      expect(await kind.run(scale(name, 2), plan, context)).toMatchObject({
        kind: 'done',
        seen: [{ expected: '2', seen: '2', agrees: true }],
      });
      const after = await storedDeployment(bench.cluster, name);
      expect(after.status?.readyReplicas).toBe(2);
      expect(after.metadata?.annotations?.['kubernetes.io/change-cause']).toBe('launch 7: canary to two pods');
      expect(context.lines.at(-1)).toBe(`${name}: 2 of 2 ready`);
    });

    test('run again it changes nothing and is done', async () => {
      const bench = open();
      const name = await bench.deployed('twice', 1);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 2), never()));
      expect((await kind.run(scale(name, 2), plan, runContext())).kind).toBe('done');
      const patches = bench.proxy.seen.filter(isPatch).length;
      expect((await kind.run(scale(name, 2), plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length).toBe(patches);
    });

    test.concurrent('a share of another Deployment is rounded up', async ({ expect }) => {
      const bench = open();
      const [stable, canary] = [await bench.deployed('whole', 3), await bench.deployed('share', 0)];
      const spec: ScaleSpec = {
        kind: 'kubernetes.scale',
        deployment: canary,
        replicas: { percentOf: stable, percent: 50 },
        readyTimeoutMs: 30_000,
      };
      expect(value(await createScaleKind(bench.direct).plan(spec, never())).resolved).toEqual({ replicas: 2 });
    });

    test.concurrent('the plan of a share says what part of all pods it gives', async ({ expect }) => {
      const bench = open();
      const [stable, canary] = [await bench.deployed('whole', 4), await bench.deployed('share', 0)];
      const replicas = { percentOf: stable, percent: 25 };
      const spec: ScaleSpec = { kind: 'kubernetes.scale', deployment: canary, replicas, readyTimeoutMs: 30_000 };
      const plan = value(await createScaleKind(bench.direct).plan(spec, never()));
      expect(plan.checks.find((one) => one.what === 'share')?.text).toContain('1 of 5 pods');
      expect(plan.checks.find((one) => one.what === 'share')?.text).toContain('20 % of the traffic');
    });

    test.concurrent('a quota without room is a finding about capacity', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('quota', 0);
      const { namespace } = bench.cluster;
      // Far above what this suite uses, and below what is asked for.
      await bench.cluster.core.createNamespacedResourceQuota({
        namespace,
        body: { metadata: { name: 'suite' }, spec: { hard: { pods: '500' } } },
      });
      await expect
        .poll(
          async () => (await bench.cluster.core.readNamespacedResourceQuota({ name: 'suite', namespace })).status?.hard,
          {
            timeout: 10_000,
          },
        )
        .toBeDefined();
      const connection = await bench.connect(bench.cluster.context);
      const plan = value(await createScaleKind(connection).plan(scale(name, 600), never()));
      expect(plan.checks.find((one) => one.what === 'quota')).toMatchObject({ state: 'act', isCapacity: true });
    });

    test.concurrent('replicas that somebody sets back while we wait are told, with who it was', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('fought', 0, 'registry.example/notready:1.0');
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 2), never()));
      const context = runContext();
      const running = kind.run(scale(name, 2), plan, context);
      await expect
        .poll(() => context.lines.some((line) => line.includes('of 2 ready')), { timeout: 10_000 })
        .toBe(true);
      await bench.cluster.apps.patchNamespacedDeployment({
        name,
        namespace: bench.cluster.namespace,
        body: [{ op: 'replace', path: '/spec/replicas', value: 0 }],
        fieldManager: 'somebody',
      });
      expect(await running).toMatchObject({
        kind: 'not-effective',
        seen: [{ what: `${name} replicas`, expected: '2', seen: '0, set by somebody', agrees: false }],
      });
    });

    test.concurrent('at zero means that the last pod has gone', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('zeroed', 2);
      const kind = createScaleKind(bench.direct);
      const up = value(await kind.plan(scale(name, 2), never()));
      expect((await kind.run(scale(name, 2), up, runContext())).kind).toBe('done');
      const down = value(await kind.plan(scale(name, 0), never()));
      expect((await kind.run(scale(name, 0), down, runContext())).kind).toBe('done');
      const pods = await bench.cluster.core.listNamespacedPod({
        namespace: bench.cluster.namespace,
        labelSelector: `app=${name}`,
      });
      expect(pods.items).toEqual([]);
    });

    test.concurrent('replicas that somebody else has changed since the plan stop it', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('contended', 1);
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 3), never()));
      await patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 2 }]);
      expect(await kind.run(scale(name, 3), plan, runContext())).toEqual({
        kind: 'changed-since',
        fields: [`Deployment ${name} spec.replicas`],
      });
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(2);
    });

    test('a change between our look and our write stops it too', async () => {
      const bench = open();
      const name = await bench.deployed('raced', 1);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 3), never()));
      bench.proxy.next(isPatch, {
        kind: 'after',
        first: () => patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 2 }]),
      });
      expect((await kind.run(scale(name, 3), plan, runContext())).kind).toBe('changed-since');
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(2);
    });

    test('a rollback plans anew by itself and goes through', async () => {
      const bench = open();
      const name = await bench.deployed('goal', 1);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 3), never()));
      await patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 2 }]);
      bench.proxy.next(isPatch, {
        kind: 'after',
        first: () => patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 4 }]),
      });
      expect((await kind.run(scale(name, 3), plan, runContext({ isGoal: true }))).kind).toBe('done');
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(3);
    });

    test.concurrent('a Deployment that was deleted and made anew is another one', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('reborn', 1);
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 2), never()));
      await bench.cluster.apps.deleteNamespacedDeployment({ name, namespace: bench.cluster.namespace });
      await expect
        .poll(() =>
          storedDeployment(bench.cluster, name).then(
            () => 'there',
            () => 'gone',
          ),
        )
        .toBe('gone');
      await makeDeployment(bench.cluster, name, good, 2);
      expect(await kind.run(scale(name, 2), plan, runContext())).toMatchObject({ kind: 'changed-since' });
    });

    test.concurrent('cancelled while waiting, it says how far it came', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('cancelled', 0, 'registry.example/notready:1.0');
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 1), never()));
      const context = runContext();
      const running = kind.run(scale(name, 1), plan, context);
      await expect
        .poll(() => context.lines.some((line) => line.includes('0 of 1 ready')), { timeout: 20_000 })
        .toBe(true);
      context.cancel();
      const outcome = await running;
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'cancelled' } });
      expect(JSON.stringify(outcome)).toContain('set to 1 replicas, 0 ready');
    });

    test.concurrent('time runs out with the state of the pods', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('slow', 0, 'registry.example/notready:1.0');
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 1, 3_000), never()));
      const outcome = await kind.run(scale(name, 1, 3_000), plan, runContext());
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'timeout' } });
      expect(JSON.stringify(outcome)).toContain("wasn't ready after 3 s");
    });

    test.concurrent('a pod that crashes again and again ends the waiting', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('crasher', 0, 'registry.example/crash:1.0');
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, 1, 55_000), never()));
      const outcome = await kind.run(scale(name, 1, 55_000), plan, runContext());
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'unavailable' } });
      expect(JSON.stringify(outcome)).toContain('CrashLoopBackOff');
    });

    test.concurrent('a Deployment that is not there is a finding of the plan', async ({ expect }) => {
      const bench = open();
      const plan = value(await createScaleKind(bench.direct).plan(scale('nobody', 2), never()));
      expect(plan.changes).toEqual([]);
      expect(checkState(plan, 'Deployment nobody')).toBe('act');
    });

    test.concurrent('looking says whether it is so, set but not ready, or not', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('looked', 1, 'registry.example/notready:1.0');
      const kind = createScaleKind(bench.direct);
      expect(value(await kind.look(scale(name, 1), null, never())).applied).toBe('partly');
      expect(value(await kind.look(scale(name, 2), null, never())).applied).toBe('no');
    });
  });
}
