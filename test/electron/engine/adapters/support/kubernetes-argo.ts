import { describe, expect, test } from 'vitest';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { createSyncKind } from '#engine/adapters/kubernetes/sync.ts';
import { createWeightsKind } from '#engine/adapters/kubernetes/weights.ts';
import type { SyncSpec } from '#shared/domain/operation/spec.ts';
import {
  hasArgo,
  makeApplication,
  patchApplication,
  patchDeployment,
  patchRoutes,
  storedApplication,
} from './cluster-under-test.ts';
import type { Bench } from './kubernetes-bench.ts';
import { scale, weights } from './kubernetes-bench.ts';
import { checkState, fault, never, runContext, value } from './run-context.ts';

const automated = { prune: true, selfHeal: true };
const note = 'tminus.io/automated-before';
const sync = (bench: Bench, application: string, to: SyncSpec['automated']): SyncSpec => ({
  kind: 'argo.sync',
  application,
  namespace: bench.cluster.namespace,
  automated: to,
});

async function application(bench: Bench, policy: object): Promise<string> {
  const name = bench.fresh('application');
  await makeApplication(bench.cluster, name, policy);
  return name;
}
const tracked = (bench: Bench, name: string, by: string) =>
  patchDeployment(bench.cluster, name, [
    {
      op: 'add',
      path: '/metadata/annotations/argocd.argoproj.io~1tracking-id',
      value: `${by}:apps/Deployment:${bench.cluster.namespace}/${name}`,
    },
  ]);
const labelled = (bench: Bench, name: string, label: string, by: string) =>
  patchDeployment(bench.cluster, name, [
    { op: 'add', path: `/metadata/labels/${label.replace('/', '~1')}`, value: by },
  ]);
/** What the plans of a moment ago have learned is shared by those of the same connection. */
const anew = (bench: Bench) => bench.connect(bench.cluster.context);
const argoOf = async (bench: Bench, name: string) => {
  const plan = value(await createScaleKind(await anew(bench)).plan(scale(name, 2), never()));
  return plan.checks.find((one) => one.what === 'Argo CD');
};

/** What we know of Argo CD, on every cluster: where there is none, that is said. */
export function argoContract(open: () => Bench): void {
  describe('suspending the automated sync', () => {
    test('where there is no Argo CD, that is said', async ({ skip }) => {
      const bench = open();
      if (await hasArgo(bench.cluster)) return skip('this cluster has Argo CD');
      const spec = sync(bench, 'platform', 'suspended');
      expect(fault(await createSyncKind(bench.direct).plan(spec, never()))).toMatchObject({
        cause: 'not-found',
        message: expect.stringContaining('There is no Argo CD'),
      });
      expect(await createSyncKind(bench.direct).run(spec, null, runContext({ isGoal: true }))).toMatchObject({
        kind: 'failed',
        fault: { cause: 'not-found' },
      });
    });

    test('it goes and comes back as it was, and survives on the Application itself', async ({ skip }) => {
      const bench = open();
      if (!(await hasArgo(bench.cluster))) return skip('this cluster has no Argo CD');
      const name = await application(bench, { automated, syncOptions: ['Validate=true'] });
      const kind = createSyncKind(bench.direct);
      const [off, on] = [sync(bench, name, 'suspended'), sync(bench, name, 'restored')];
      const plan = value(await kind.plan(off, never()));
      expect(plan.changes[0]).toMatchObject({
        field: 'spec.syncPolicy.automated',
        from: JSON.stringify(automated),
        to: 'none',
      });
      expect(value(await kind.look(off, plan, never())).applied).toBe('no');
      expect((await kind.run(off, plan, runContext())).kind).toBe('done');
      const suspended = await storedApplication(bench.cluster, name);
      expect(suspended.spec.syncPolicy).toEqual({ syncOptions: ['Validate=true'] });
      expect(suspended.metadata.annotations[note]).toBe(JSON.stringify(automated));
      expect((await kind.run(off, plan, runContext({ isGoal: true }))).kind).toBe('done');

      const undo = value(await kind.plan(on, never()));
      expect((await kind.run(on, undo, runContext())).kind).toBe('done');
      const restored = await storedApplication(bench.cluster, name);
      expect(restored.spec.syncPolicy).toEqual({ automated, syncOptions: ['Validate=true'] });
      expect(restored.metadata.annotations[note]).toBeUndefined();
    });

    test('one that syncs by hand is left alone, and one that others gave back stays theirs', async ({ skip }) => {
      const bench = open();
      if (!(await hasArgo(bench.cluster))) return skip('this cluster has no Argo CD');
      const byHand = await application(bench, {});
      const kind = createSyncKind(bench.direct);
      expect(value(await kind.plan(sync(bench, byHand, 'suspended'), never())).changes).toEqual([]);
      expect(value(await kind.plan(sync(bench, byHand, 'restored'), never())).changes).toEqual([]);

      const theirs = await application(bench, { automated });
      const goal = () => runContext({ isGoal: true });
      expect((await kind.run(sync(bench, theirs, 'suspended'), null, goal())).kind).toBe('done');
      await patchApplication(bench.cluster, theirs, [
        { op: 'add', path: '/spec/syncPolicy/automated', value: { prune: false } },
      ]);
      expect((await kind.run(sync(bench, theirs, 'restored'), null, goal())).kind).toBe('done');
      expect((await storedApplication(bench.cluster, theirs)).spec.syncPolicy).toEqual({ automated: { prune: false } });
    });

    test('an Application that is not there is a finding of the plan', async ({ skip }) => {
      const bench = open();
      if (!(await hasArgo(bench.cluster))) return skip('this cluster has no Argo CD');
      const plan = value(await createSyncKind(bench.direct).plan(sync(bench, 'nobody', 'suspended'), never()));
      expect(checkState(plan, 'Application nobody')).toBe('act');
    });
  });

  describe('objects that Argo CD keeps', () => {
    test('an automated Application stops the plan by name; suspended, it does not', async ({ skip }) => {
      const bench = open();
      if (!(await hasArgo(bench.cluster))) return skip('this cluster has no Argo CD');
      for (const [policy, words] of [
        [{ automated }, 'heals itself'],
        [{ automated: {} }, 'at its next sync'],
      ] as const) {
        const [by, name] = [await application(bench, policy), await bench.deployed('kept', 1)];
        await tracked(bench, name, by);
        const found = await argoOf(bench, name);
        expect([found?.state, found?.text]).toEqual(['act', expect.stringContaining(`Application ${by}`)]);
        expect(found?.text).toContain(words);
        await createSyncKind(bench.direct).run(sync(bench, by, 'suspended'), null, runContext({ isGoal: true }));
        expect((await argoOf(bench, name))?.state).toBe('good');
      }
    });

    test('the labels of older versions count; one that other tools set counts only with its Application', async ({
      skip,
    }) => {
      const bench = open();
      if (!(await hasArgo(bench.cluster))) return skip('this cluster has no Argo CD');
      const by = await application(bench, { automated });
      const states = [];
      for (const [label, app] of [
        ['argocd.argoproj.io/instance', by],
        ['app.kubernetes.io/instance', by],
        ['app.kubernetes.io/instance', 'a-helm-release'],
        ['argocd.argoproj.io/instance', 'elsewhere'],
      ] as const) {
        const name = await bench.deployed('labelled', 1);
        await labelled(bench, name, label, app);
        states.push((await argoOf(bench, name))?.state);
      }
      expect(states).toEqual(['act', 'act', undefined, 'unknown']);
    });

    test('the routes of a host are asked about too', async ({ skip }) => {
      const bench = open();
      if (!(await hasArgo(bench.cluster))) return skip('this cluster has no Argo CD');
      const [by, host] = [await application(bench, { automated }), await bench.routed(0)];
      const tracking = `${by}:networking.istio.io/VirtualService:${bench.cluster.namespace}/${host}`;
      await patchRoutes(bench.cluster, host, [
        { op: 'add', path: '/metadata/annotations', value: { 'argocd.argoproj.io/tracking-id': tracking } },
      ]);
      const kind = createWeightsKind(await anew(bench));
      expect(checkState(value(await kind.plan(weights(host, 5), never())), 'Argo CD')).toBe('act');
    });

    test.concurrent('without Argo CD a tracked object is unknown, and an untracked one no finding', async ({
      skip,
      expect,
    }) => {
      const bench = open();
      if (await hasArgo(bench.cluster)) return skip('this cluster has Argo CD');
      const [kept, free] = [await bench.deployed('kept', 1), await bench.deployed('free', 1)];
      await expect
        .poll(async () => (await createScaleKind(bench.direct).look(scale(kept, 1), null, never())).ok)
        .toBe(true);
      await tracked(bench, kept, 'platform');
      expect([(await argoOf(bench, kept))?.state, (await argoOf(bench, free))?.state]).toEqual(['unknown', undefined]);
    });
  });
}
