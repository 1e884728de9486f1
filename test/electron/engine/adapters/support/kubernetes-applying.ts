import { describe, expect, test } from 'vitest';
import { createApplyKind } from '#engine/adapters/kubernetes/apply.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import type { ApplySpec, Manifest } from '#shared/domain/operation/spec.ts';
import { patchDeployment, storedDeployment } from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { good, scale } from './kubernetes-bench.ts';
import { never, runContext, value } from './run-context.ts';

const applied = (...objects: readonly Manifest[]): ApplySpec => ({
  kind: 'kubernetes.apply',
  objects: [...objects],
  readyTimeoutMs: 30_000,
});
const deployment = (name: string, replicas: number, image = good): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 1,
        containers: [
          { name: 'app', image, readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 } },
        ],
      },
    },
  },
});
const config = (name: string, data: Readonly<Record<string, string>>): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

/** How we apply manifests, on every cluster. */
export function applyContract(open: () => Bench): void {
  describe('applying manifests', () => {
    test.concurrent('what is not there is made, and a Deployment is waited for', async ({ expect }) => {
      const bench = open();
      const [web, settings] = [bench.fresh('applied'), bench.fresh('settings')];
      const spec = applied(config(settings, { level: 'info' }), deployment(web, 2));
      const kind = createApplyKind(bench.direct);
      const plan = value(await kind.plan(spec, never()));
      expect(plan.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
        ['ConfigMap', 'not there', 'made anew'],
        ['Deployment', 'not there', 'made anew'],
      ]);
      expect(plan.checks.filter((one) => one.state !== 'good')).toEqual([]);
      expect(value(await kind.look(spec, plan, never())).applied).toBe('no');
      expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'done' });
      const after = await storedDeployment(bench.cluster, web);
      expect(after.status?.readyReplicas).toBe(2);
      expect(after.metadata?.managedFields?.some((one) => one.manager === 'tminus' && one.operation === 'Apply')).toBe(
        true,
      );
      expect(value(await kind.look(spec, plan, never())).applied).toBe('yes');
    });

    test('the plan shows the fields that change and no others; run again it writes nothing', async () => {
      const bench = open();
      const name = bench.fresh('reapplied');
      const kind = createApplyKind(bench.proxied);
      await kind.run(applied(config(name, { level: 'info', region: 'eu' })), null, runContext({ isGoal: true }));
      const spec = applied(config(name, { level: 'debug' }));
      const plan = value(await kind.plan(spec, never()));
      expect(plan.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
        ['data.level', 'info', 'debug'],
        ['data.region', 'eu', 'none'],
      ]);
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      const patches = bench.proxy.seen.filter(isPatch).length;
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length).toBe(patches);
      expect(value(await kind.plan(spec, never())).changes).toEqual([]);
    });

    test.concurrent('a field that somebody else manages is told by name; only a rollback takes it over', async ({
      expect,
    }) => {
      const bench = open();
      const name = bench.fresh('managed');
      const kind = createApplyKind(bench.direct);
      await kind.run(applied(deployment(name, 1)), null, runContext({ isGoal: true }));
      await bench.cluster.apps.patchNamespacedDeployment({
        name,
        namespace: bench.cluster.namespace,
        body: [{ op: 'replace', path: '/spec/replicas', value: 2 }],
        fieldManager: 'somebody',
      });
      const spec = applied(deployment(name, 1));
      const plan = value(await kind.plan(spec, never()));
      const conflict = plan.checks.find((one) => one.state === 'act');
      expect(conflict?.text).toMatch(/conflict with "somebody".*spec\.replicas/);
      expect(plan.changes).toMatchObject([{ field: 'spec.replicas', from: '2', to: '1' }]);
      expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'failed', fault: { cause: 'conflict' } });
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(2);
      expect((await kind.run(spec, null, runContext({ isGoal: true }))).kind).toBe('done');
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(1);
    });

    test.concurrent('a field that we have set before in another way is ours to apply', async ({ expect }) => {
      const bench = open();
      const name = bench.fresh('ours');
      const kind = createApplyKind(bench.direct);
      const first = applied(deployment(name, 1));
      await kind.run(first, value(await kind.plan(first, never())), runContext());
      await createScaleKind(bench.direct).run(scale(name, 2), null, runContext({ isGoal: true }));
      const plan = value(await kind.plan(first, never()));
      expect(plan.checks.filter((one) => one.state === 'act')).toEqual([]);
      expect((await kind.run(first, plan, runContext())).kind).toBe('done');
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(1);
    });

    test('a change by somebody else between plan and run, or between look and write, stops it', async () => {
      const bench = open();
      const name = bench.fresh('raced-apply');
      const kind = createApplyKind(bench.proxied);
      await kind.run(applied(deployment(name, 0)), null, runContext({ isGoal: true }));
      const spec = applied(deployment(name, 0, 'registry.example/app:2.0'));
      const image = (to: string) =>
        patchDeployment(bench.cluster, name, [
          { op: 'replace', path: '/spec/template/spec/containers/0/image', value: to },
        ]);
      const stale = value(await kind.plan(spec, never()));
      await image('registry.example/app:1.5');
      const outcome = await kind.run(spec, stale, runContext());
      expect(['changed-since', 'failed']).toContain(outcome.kind);
      expect(JSON.stringify(outcome)).toMatch(/changed-since|conflict/);
      expect((await storedDeployment(bench.cluster, name)).spec?.template.spec?.containers[0]?.image).toBe(
        'registry.example/app:1.5',
      );
    });

    test('an answer that was lost after the change is looked up: done, and done once', async () => {
      const bench = open();
      const spec = applied(config(bench.fresh('lost-apply'), { level: 'info' }));
      const kind = createApplyKind(bench.proxied);
      const plan = value(await kind.plan(spec, never()));
      const patches = bench.proxy.seen.filter(isPatch).length;
      bench.proxy.next(isPatch, { kind: 'lose-answer' });
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length - patches).toBe(1);
    });

    test.concurrent('what is stored but not rolled out is half of it', async ({ expect }) => {
      const bench = open();
      const spec = { ...applied(deployment(bench.fresh('unready'), 1, 'registry.example/missing:1.0')) };
      const kind = createApplyKind(bench.direct);
      const plan = value(await kind.plan(spec, never()));
      expect((await kind.run({ ...spec, readyTimeoutMs: 1_000 }, plan, runContext())).kind).toBe('failed');
      expect(value(await kind.look(spec, plan, never())).applied).toBe('partly');
    });

    test.concurrent('the values of a Secret are not in the plan', async ({ expect }) => {
      const bench = open();
      const name = bench.fresh('applied-secret');
      const manifest: Manifest = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name },
        stringData: { host: '10.9.9.9' },
      };
      const kind = createApplyKind(bench.direct);
      await kind.run(applied(manifest), null, runContext({ isGoal: true }));
      const spec = applied({ ...manifest, stringData: { host: '10.8.8.8' } });
      const plan = value(await kind.plan(spec, never()));
      expect(plan.changes).toMatchObject([{ field: 'stringData.host', from: 'not shown', to: 'not shown' }]);
      const outcome = await kind.run(spec, plan, runContext());
      expect(outcome.kind).toBe('done');
      expect(JSON.stringify([plan, outcome])).not.toMatch(/10\.[89]|MTAuO/);
      expect(value(await kind.look(spec, plan, never())).applied).toBe('yes');
    });

    test.concurrent('what is for another namespace, or for the whole cluster, is refused', async ({ expect }) => {
      const bench = open();
      const elsewhere = applied({ ...config('x', {}), metadata: { name: 'x', namespace: 'default' } });
      const wide = applied({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });
      const kind = createApplyKind(bench.direct);
      for (const spec of [elsewhere, wide]) {
        const plan = value(await kind.plan(spec, never()));
        expect(plan.checks).toMatchObject([{ state: 'act' }]);
        expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
      }
    });
  });
}
