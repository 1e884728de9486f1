import { describe, expect, test } from 'vitest';
import { createPatchKind } from '#engine/adapters/kubernetes/patch.ts';
import { createReadKind } from '#engine/adapters/kubernetes/read.ts';
import type { PatchSpec, ReadSpec } from '#shared/domain/operation/spec.ts';
import { patchDeployment, storedDeployment } from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { checkState, never, runContext, value } from './run-context.ts';

const patch = (kind: string, name: string, ...fields: readonly (readonly [string, string])[]): PatchSpec => ({
  kind: 'kubernetes.patch',
  object: { kind, name },
  fields: fields.map(([path, to]) => ({ path: path.split('|'), value: to })),
});
const read = (kind: string, name: string, path: string, expected: string): ReadSpec => ({
  kind: 'kubernetes.read',
  object: { kind, name },
  path: path.split('|'),
  expected,
});
const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function secret(bench: Bench, data: Readonly<Record<string, string>>): Promise<string> {
  const name = bench.fresh('secret');
  const { namespace } = bench.cluster;
  await bench.cluster.core.createNamespacedSecret({ namespace, body: { metadata: { name }, stringData: { ...data } } });
  return name;
}
const storedSecret = (bench: Bench, name: string) =>
  bench.cluster.core.readNamespacedSecret({ name, namespace: bench.cluster.namespace });

/** How we set single fields and read them, on every cluster. */
export function objectContract(open: () => Bench): void {
  describe('setting single fields', () => {
    test.concurrent('only the fields named change, with their types, and the plan shows old and new', async ({
      expect,
    }) => {
      const bench = open();
      const name = await bench.deployed('patched', 1);
      const spec = patch(
        'Deployment',
        name,
        ['spec|minReadySeconds', '1'],
        ['spec|template|spec|containers|app|image', 'registry.example/app:3.0'],
        ['metadata|labels|release', '7'],
      );
      const kind = createPatchKind(bench.direct);
      const plan = value(await kind.plan(spec, never()));
      expect(plan.changes.map(({ field, from, to }) => [field, from, to])).toEqual([
        ['spec.minReadySeconds', 'none', '1'],
        ['spec.template.spec.containers.app.image', 'registry.example/app:1.0', 'registry.example/app:3.0'],
        ['metadata.labels.release', 'none', '7'],
      ]);
      expect(checkState(plan, 'dry run')).toBe('good');
      expect(plan.equivalent).toContain(`patch deployments.apps ${name} --type=json`);
      expect(value(await kind.look(spec, plan, never())).applied).toBe('no');
      expect(await kind.run(spec, plan, runContext({ cause: 'launch 7: patch' }))).toMatchObject({ kind: 'done' });
      const after = await storedDeployment(bench.cluster, name);
      expect(after.spec).toMatchObject({ minReadySeconds: 1, replicas: 1 });
      expect(after.metadata?.labels).toEqual({ app: name, release: '7' });
      expect(after.metadata?.annotations?.['kubernetes.io/change-cause']).toBe('launch 7: patch');
      expect(value(await kind.look(spec, plan, never())).applied).toBe('yes');
    });

    test.concurrent('two fields under a parent that is not there yet are both set', async ({ expect }) => {
      const bench = open();
      const name = bench.fresh('config');
      const { namespace } = bench.cluster;
      await bench.cluster.core.createNamespacedConfigMap({ namespace, body: { metadata: { name } } });
      const spec = patch('ConfigMap', name, ['data|level', 'debug'], ['data|region', '7']);
      const kind = createPatchKind(bench.direct);
      const plan = value(await kind.plan(spec, never()));
      expect(checkState(plan, 'dry run')).toBe('good');
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      const after = await bench.cluster.core.readNamespacedConfigMap({ name, namespace });
      expect(after.data).toEqual({ level: 'debug', region: '7' });
    });

    test.concurrent('a field that somebody else has set since the plan stops it; a rollback goes through', async ({
      expect,
    }) => {
      const bench = open();
      const name = await bench.deployed('contended-field', 1);
      const spec = patch('Deployment', name, ['spec|progressDeadlineSeconds', '300']);
      const kind = createPatchKind(bench.direct);
      const plan = value(await kind.plan(spec, never()));
      await patchDeployment(bench.cluster, name, [{ op: 'add', path: '/spec/progressDeadlineSeconds', value: 100 }]);
      expect(await kind.run(spec, plan, runContext())).toEqual({
        kind: 'changed-since',
        fields: [`Deployment ${name} spec.progressDeadlineSeconds`],
      });
      expect((await kind.run(spec, null, runContext({ isGoal: true }))).kind).toBe('done');
      expect((await storedDeployment(bench.cluster, name)).spec?.progressDeadlineSeconds).toBe(300);
    });

    test('run again it writes nothing; an answer that was lost is looked up', async () => {
      const bench = open();
      const name = await bench.deployed('lost-field', 0);
      const spec = patch('Deployment', name, ['spec|minReadySeconds', '2']);
      const kind = createPatchKind(bench.proxied);
      const plan = value(await kind.plan(spec, never()));
      const before = bench.proxy.seen.filter(isPatch).length;
      bench.proxy.next(isPatch, { kind: 'lose-answer' });
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      expect((await kind.run(spec, plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length - before).toBe(1);
    });

    test.concurrent('what can not be set is a finding of the plan: an object or a field that is not there, a wrong type', async ({
      expect,
    }) => {
      const bench = open();
      const name = await bench.deployed('impossible', 0);
      const kind = createPatchKind(bench.direct);
      const acts = async (spec: PatchSpec) =>
        value(await kind.plan(spec, never()))
          .checks.filter((one) => one.state === 'act')
          .map((one) => one.text);
      expect((await acts(patch('Deployment', 'nobody', ['spec|replicas', '1'])))[0]).toContain('nobody');
      expect((await acts(patch('Deployment', name, ['spec|replicas', 'many'])))[0]).toContain('it holds a number');
      expect((await acts(patch('Deployment', name, ['spec|template', 'x'])))[0]).toContain('more than one value');
      expect((await acts(patch('Deployment', name, ['spec|template|spec|containers|gone|image', 'x'])))[0]).toContain(
        'nothing like it',
      );
      expect(await kind.plan(patch('Nonsense', name, ['spec|x', '1']), never())).toMatchObject({
        error: { cause: 'not-found', message: expect.stringContaining("doesn't serve Nonsense") },
      });
      expect(await kind.plan(patch('Namespace', 'default', ['metadata|labels|x', '1']), never())).toMatchObject({
        error: { cause: 'invalid', message: expect.stringContaining('cluster-wide') },
      });
    });
  });

  describe('setting the key of a Secret', () => {
    const [before, after] = ['10.20.0.5', '10.20.0.77'];
    const leaks = (what: unknown): string[] =>
      [before, after, base64(before), base64(after), 'kept-password', base64('kept-password')].filter((text) =>
        JSON.stringify(what).includes(text),
      );

    test('its other keys stay, and no value is in the plan, the progress or the outcome', async () => {
      const bench = open();
      const name = await secret(bench, { host: before, password: 'kept-password' });
      const spec = patch('Secret', name, ['data|host', after]);
      const kind = createPatchKind(bench.proxied);
      const plan = value(await kind.plan(spec, never()));
      expect(plan.changes).toMatchObject([{ field: 'data.host', to: 'not shown' }]);
      expect(checkState(plan, 'dry run')).toBe('good');
      const context = runContext();
      const outcome = await kind.run(spec, plan, context);
      expect(outcome).toMatchObject({ kind: 'done', seen: [{ seen: 'as asked (not shown)', agrees: true }] });
      expect(leaks([plan, outcome, context.lines, value(await kind.look(spec, plan, never()))])).toEqual([]);
      expect((await storedSecret(bench, name)).data).toEqual({
        host: base64(after),
        password: base64('kept-password'),
      });
      const patches = bench.proxy.seen.filter(isPatch).length;
      expect((await kind.run(spec, plan, runContext({ isGoal: true }))).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length).toBe(patches);
    });

    test('planning asks for its metadata alone', async () => {
      const bench = open();
      const name = await secret(bench, { host: before });
      const asked = bench.proxy.answers(`/secrets/${name}`);
      value(await createPatchKind(bench.proxied).plan(patch('Secret', name, ['data|host', after]), never()));
      expect(asked.bodies.length).toBe(2);
      expect(leaks(asked.bodies)).toEqual([]);
    });

    test.concurrent('a Secret that somebody else has written since the plan stops it', async ({ expect }) => {
      const bench = open();
      const name = await secret(bench, { host: before });
      const spec = patch('Secret', name, ['data|host', after]);
      const kind = createPatchKind(bench.direct);
      const plan = value(await kind.plan(spec, never()));
      await bench.cluster.core.patchNamespacedSecret({
        name,
        namespace: bench.cluster.namespace,
        body: [{ op: 'add', path: '/data/host', value: base64('elsewhere') }],
      });
      expect(await kind.run(spec, plan, runContext())).toEqual({
        kind: 'changed-since',
        fields: [`Secret ${name} data.host`],
      });
      expect((await storedSecret(bench, name)).data).toEqual({ host: base64('elsewhere') });
    });

    test('a refusal of it quotes nothing', async () => {
      const bench = open();
      const name = await secret(bench, { host: before });
      const spec = patch('Secret', name, ['data|host', after]);
      const kind = createPatchKind(bench.proxied);
      const plan = value(await kind.plan(spec, never()));
      const body = JSON.stringify({ kind: 'Status', reason: 'Invalid', code: 422, message: `no: ${base64(after)}` });
      bench.proxy.next(isPatch, { kind: 'answer', status: 422, body }, 6);
      const context = runContext();
      const outcome = await kind.run(spec, plan, context);
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
      expect(leaks([outcome, context.lines])).toEqual([]);
    });

    test.concurrent('only keys under data are set', async ({ expect }) => {
      const bench = open();
      const name = await secret(bench, { host: before });
      const plan = value(await createPatchKind(bench.direct).plan(patch('Secret', name, ['type', 'x']), never()));
      expect(checkState(plan, `Secret ${name}`)).toBe('act');
    });
  });

  describe('reading a field', () => {
    test.concurrent('it is done when it is as expected, and says what it is when not', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('read', 2);
      const kind = createReadKind(bench.direct);
      const right = read('Deployment', name, 'spec|replicas', '2');
      expect(value(await kind.plan(right, never())).equivalent).toContain('jsonpath={.spec.replicas}');
      expect(await kind.run(right, null, runContext())).toMatchObject({ kind: 'done', seen: [{ seen: '2' }] });
      const outcome = await kind.run(read('Deployment', name, 'spec|replicas', '5'), null, runContext());
      expect(JSON.stringify(outcome)).toContain('spec.replicas is 2; expected was 5');
      expect(value(await kind.look(right, null, never())).applied).toBe('yes');
    });

    test.concurrent('the value of a Secret is compared and never shown', async ({ expect }) => {
      const bench = open();
      const name = await secret(bench, { host: '10.9.8.7' });
      const kind = createReadKind(bench.direct);
      const right = await kind.run(read('Secret', name, 'data|host', '10.9.8.7'), null, runContext());
      const wrong = await kind.run(read('Secret', name, 'data|host', '10.1.1.1'), null, runContext());
      expect([right.kind, wrong.kind]).toEqual(['done', 'failed']);
      expect(JSON.stringify([right, wrong])).not.toMatch(/10\.9\.8\.7|10\.1\.1\.1/);
      const annotation = `{"data":{"host":"10.9.8.7"}}`;
      await bench.cluster.core.patchNamespacedSecret({
        ...{ name, namespace: bench.cluster.namespace },
        body: [{ op: 'add', path: '/metadata/annotations', value: { 'last-applied': annotation } }],
      });
      const other = await kind.run(read('Secret', name, 'metadata|annotations|last-applied', 'x'), null, runContext());
      expect([other.kind, JSON.stringify(other).includes('10.9.8.7')]).toEqual(['failed', false]);
    });
  });
}
