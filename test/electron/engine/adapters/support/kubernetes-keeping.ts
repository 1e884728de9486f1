import { describe, expect, test } from 'vitest';
import { createDeleteKind } from '#engine/adapters/kubernetes/delete.ts';
import { createNoteKind } from '#engine/adapters/kubernetes/note.ts';
import { createRestoreKind } from '#engine/adapters/kubernetes/restore.ts';
import type { Noted } from '#shared/domain/operation/plan.ts';
import type { DeleteSpec, NoteSpec, RestoreSpec } from '#shared/domain/operation/spec.ts';
import { makeDeployment, patchDeployment, storedDeployment } from './cluster-under-test.ts';
import type { Bench } from './kubernetes-bench.ts';
import { good } from './kubernetes-bench.ts';
import { checkState, never, runContext, value } from './run-context.ts';

type All = Readonly<Record<string, Noted>>;
const note = (...deployments: readonly string[]): NoteSpec => ({
  kind: 'kubernetes.note',
  deployments: [...deployments],
});
const away = (deployment: string): DeleteSpec => ({ kind: 'kubernetes.delete', deployment });
const back = (deployment: string, image?: string): RestoreSpec => ({
  kind: 'kubernetes.restore',
  deployment,
  ...(image === undefined ? {} : { image: { container: 'app', image } }),
  readyTimeoutMs: 30_000,
});
const nothing = (): All => ({});
const isDelete = (asked: { readonly method: string; readonly path: string }): boolean =>
  asked.method === 'DELETE' && !asked.path.includes('dryRun');
const isCreate = (asked: { readonly method: string; readonly path: string }): boolean =>
  asked.method === 'POST' && asked.path.includes('/deployments?') && !asked.path.includes('dryRun');

async function noteOf(bench: Bench, ...names: readonly string[]): Promise<All> {
  const outcome = await createNoteKind(bench.direct, nothing).run(note(...names), null, runContext());
  if (outcome.kind !== 'done' || outcome.noted === undefined) throw new Error(JSON.stringify(outcome));
  return outcome.noted;
}
const isGone = (bench: Bench, name: string): Promise<boolean> =>
  storedDeployment(bench.cluster, name).then(
    () => false,
    () => true,
  );
const podsOf = async (bench: Bench, name: string): Promise<number> =>
  (await bench.cluster.core.listNamespacedPod({ namespace: bench.cluster.namespace, labelSelector: `app=${name}` }))
    .items.length;
const gone = async (bench: Bench, name: string): Promise<All> => {
  const noted = await noteOf(bench, name);
  const kind = createDeleteKind(bench.direct, () => noted);
  const outcome = await kind.run(away(name), value(await kind.plan(away(name), never())), runContext());
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return noted;
};

/** How a Deployment is noted, taken away and brought back, on every cluster. */
export function keepingContract(open: () => Bench): void {
  describe('noting Deployments', () => {
    test.concurrent('count and manifest are noted without what the cluster fills in', async ({ expect }) => {
      const bench = open();
      const [one, two] = [await bench.deployed('noted', 3), await bench.deployed('noted', 0)];
      const noted = await noteOf(bench, one, two);
      expect([noted[one]?.replicas, noted[two]?.replicas]).toEqual([3, 0]);
      const { status, metadata } = noted[one]?.manifest ?? {};
      expect(status).toBeUndefined();
      expect(Object.keys(Object(metadata)).sort()).toEqual(['annotations', 'labels', 'name', 'namespace']);
      expect(JSON.stringify(noted)).not.toMatch(/last-applied|managedFields|deployment\.kubernetes\.io\/revision/);
    });

    test.concurrent('one that is gone is a fault, unless it was noted before: then it stays as it was', async ({
      expect,
    }) => {
      const bench = open();
      const there = await bench.deployed('still-there', 1);
      expect(
        checkState(
          value(await createNoteKind(bench.direct, nothing).plan(note('nobody'), never())),
          'Deployment nobody',
        ),
      ).toBe('act');
      expect(await createNoteKind(bench.direct, nothing).run(note(there, 'nobody'), null, runContext())).toMatchObject({
        kind: 'failed',
        fault: { cause: 'not-found' },
      });
      const before = { nobody: { replicas: 4, manifest: {} } };
      const outcome = await createNoteKind(bench.direct, () => before).run(note(there, 'nobody'), null, runContext());
      expect(outcome).toMatchObject({ kind: 'done', noted: { [there]: { replicas: 1 } } });
      expect(outcome.kind === 'done' && Object.keys(outcome.noted ?? {})).toEqual([there]);
    });
  });

  describe('deleting a Deployment', () => {
    test.concurrent('it is refused while nobody could bring it back', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('unnoted', 1);
      const kind = createDeleteKind(bench.direct, nothing);
      const plan = value(await kind.plan(away(name), never()));
      expect(checkState(plan, 'noted manifest')).toBe('act');
      const outcome = await kind.run(away(name), plan, runContext());
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
      expect(JSON.stringify(outcome)).toContain('has not noted its manifest');
      expect(await isGone(bench, name)).toBe(false);
    });

    test.concurrent('it is done when it has gone with its pods; gone already is done too', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('deleted', 2);
      await expect.poll(() => podsOf(bench, name), { timeout: 10_000 }).toBe(2);
      const noted = await noteOf(bench, name);
      const kind = createDeleteKind(bench.direct, () => noted);
      const plan = value(await kind.plan(away(name), never()));
      expect(plan.checks.filter((one) => one.state !== 'good')).toEqual([]);
      expect(plan.changes).toMatchObject([{ field: 'Deployment', from: 'there' }]);
      expect(value(await kind.look(away(name), plan, never())).applied).toBe('no');
      expect((await kind.run(away(name), plan, runContext())).kind).toBe('done');
      expect([await isGone(bench, name), await podsOf(bench, name)]).toEqual([true, 0]);
      expect((await kind.run(away(name), plan, runContext())).kind).toBe('done');
      expect(value(await kind.look(away(name), plan, never())).applied).toBe('yes');
    });

    test('one that was made anew since the plan stays', async () => {
      const bench = open();
      const name = await bench.deployed('remade', 0);
      const noted = await noteOf(bench, name);
      const kind = createDeleteKind(bench.direct, () => noted);
      const plan = value(await kind.plan(away(name), never()));
      await bench.cluster.apps.deleteNamespacedDeployment({ name, namespace: bench.cluster.namespace });
      await expect.poll(() => isGone(bench, name)).toBe(true);
      await makeDeployment(bench.cluster, name, good, 0);
      expect((await kind.run(away(name), plan, runContext())).kind).toBe('changed-since');
      expect(await isGone(bench, name)).toBe(false);
    });

    test('an answer that was lost is looked up; a request that was lost is unknown until looked at', async () => {
      const bench = open();
      const name = await bench.deployed('lost-delete', 1);
      const noted = await noteOf(bench, name);
      const kind = createDeleteKind(bench.proxied, () => noted);
      const plan = value(await kind.plan(away(name), never()));
      bench.proxy.next(isDelete, { kind: 'lose-request' });
      expect(await kind.run(away(name), plan, runContext())).toMatchObject({ kind: 'unknown' });
      expect(value(await kind.look(away(name), plan, never())).applied).toBe('no');
      bench.proxy.next(isDelete, { kind: 'lose-answer' });
      expect((await kind.run(away(name), plan, runContext())).kind).toBe('done');
    });
  });

  describe('bringing a Deployment back', () => {
    test.concurrent('one that is gone is made anew as it was noted, and is ready', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('restored', 2);
      const noted = await gone(bench, name);
      const kind = createRestoreKind(bench.direct, () => noted);
      const plan = value(await kind.plan(back(name), never()));
      expect(plan.changes).toMatchObject([{ field: 'Deployment', from: 'gone', to: 'made anew with 2 pods' }]);
      expect(checkState(plan, 'dry run')).toBe('good');
      expect(await kind.run(back(name), null, runContext({ isGoal: true, cause: 'rollback' }))).toMatchObject({
        kind: 'done',
      });
      const after = await storedDeployment(bench.cluster, name);
      expect(after.status?.readyReplicas).toBe(2);
      expect(after.metadata?.annotations?.['kubernetes.io/change-cause']).toBe('rollback');
      expect((await kind.run(back(name), null, runContext({ isGoal: true }))).kind).toBe('done');
      expect(value(await kind.look(back(name), null, never())).applied).toBe('yes');
    });

    test.concurrent('one that is there gets its count back, and the version that is asked for', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('recounted', 2);
      const noted = await noteOf(bench, name);
      await patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 0 }]);
      const kind = createRestoreKind(bench.direct, () => noted);
      const spec = back(name, 'registry.example/app:0.9');
      const plan = value(await kind.plan(spec, never()));
      expect(plan.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
        ['image of app', good, 'registry.example/app:0.9'],
        ['spec.replicas', '0', '2'],
      ]);
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      const after = await storedDeployment(bench.cluster, name);
      expect([after.status?.readyReplicas, after.spec?.template.spec?.containers[0]?.image]).toEqual([
        2,
        'registry.example/app:0.9',
      ]);
    });

    test.concurrent('pods that were added since it was noted are not taken away', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('grown', 1);
      const noted = await noteOf(bench, name);
      await patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 2 }]);
      const kind = createRestoreKind(bench.direct, () => noted);
      expect((await kind.run(back(name), null, runContext({ isGoal: true }))).kind).toBe('done');
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(2);
    });

    test.concurrent('without a note one with pods is waited for, one without can not be brought back', async ({
      expect,
    }) => {
      const bench = open();
      const [up, down] = [await bench.deployed('up', 1), await bench.deployed('down', 0)];
      const kind = createRestoreKind(bench.direct, nothing);
      const goal = () => runContext({ isGoal: true });
      expect((await kind.run(back(up), null, goal())).kind).toBe('done');
      for (const name of [down, 'nobody']) {
        expect(value(await kind.plan(back(name), never())).checks.some((one) => one.state === 'act')).toBe(true);
        const outcome = await kind.run(back(name), null, goal());
        expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
        expect(JSON.stringify(outcome)).toContain('has not noted how it was');
      }
    });

    test('lost requests and answers of a rollback are made good, and it is made once', async () => {
      const bench = open();
      const name = await bench.deployed('lost-restore', 1);
      const noted = await gone(bench, name);
      const kind = createRestoreKind(bench.proxied, () => noted);
      bench.proxy.next(isCreate, { kind: 'lose-request' });
      bench.proxy.next(isCreate, { kind: 'lose-answer' });
      const before = bench.proxy.seen.filter(isCreate).length;
      expect((await kind.run(back(name), null, runContext({ isGoal: true }))).kind).toBe('done');
      expect(bench.proxy.seen.filter(isCreate).length - before).toBe(2);
      expect((await storedDeployment(bench.cluster, name)).status?.readyReplicas).toBe(1);
    });
  });
}
