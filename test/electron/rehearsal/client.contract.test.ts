import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
  VersionApi,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TestCluster } from './test-cluster.ts';
import { refusal, testCluster } from './test-cluster.ts';

const namespace = 'media-gateway';
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await testCluster();
});
afterAll(() => cluster.close());

const apps = () => cluster.config.makeApiClient(AppsV1Api);
const core = () => cluster.config.makeApiClient(CoreV1Api);
const typed = (type: PatchStrategy) => setHeaderOptions('Content-Type', type);
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 50 });
const custom = () => cluster.config.makeApiClient(CustomObjectsApi);
const istio = { group: 'networking.istio.io', version: 'v1', namespace, plural: 'virtualservices' };

async function weights(): Promise<unknown> {
  const found = await custom().getNamespacedCustomObject({ ...istio, name: 'api-gateway' });
  return found.spec.http[0].route.map((route: { weight: number }) => route.weight);
}

describe('the world at the start', () => {
  test('has sixteen Deployments, stable ready and canary at zero', async () => {
    const { items } = await apps().listNamespacedDeployment({ namespace });
    expect(
      items.map(({ metadata, spec, status }) => [
        metadata?.name?.split('-').at(-1),
        spec?.replicas,
        status?.readyReplicas ?? 0,
      ]),
    ).toEqual(
      Array.from({ length: 8 }, () => [
        ['canary', 0, 0],
        ['stable', 6, 6],
      ]).flat(),
    );
  });

  test('has a version, nodes, a kube-system with a uid, and files only their owner reads', async () => {
    expect((await cluster.config.makeApiClient(VersionApi).getCode()).major).toBe('1');
    expect((await core().listNode()).items).toHaveLength(3);
    expect((await core().readNamespace({ name: 'kube-system' })).metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
    for (const file of ['kubeconfig', 'rehearsal.json'])
      expect((await stat(join(cluster.dir, file))).mode & 0o777).toBe(0o600);
  });
});

describe('lists', () => {
  test('come in pages and by label and field', async () => {
    const first = await core().listNamespacedPod({ namespace, limit: 10 });
    expect(first.items).toHaveLength(10);
    const rest = await core().listNamespacedPod({ namespace, limit: 100, _continue: first.metadata?._continue ?? '' });
    expect(new Set([...first.items, ...rest.items].map((pod) => pod.metadata?.name)).size).toBe(48);
    expect(
      (await core().listNamespacedPod({ namespace, labelSelector: 'app in (auth-service),track!=canary' })).items,
    ).toHaveLength(6);
    const name = first.items[0]?.metadata?.name ?? '';
    expect((await core().listNamespacedPod({ namespace, fieldSelector: `metadata.name=${name}` })).items).toHaveLength(
      1,
    );
    expect(await refusal(core().listNamespacedPod({ namespace, fieldSelector: 'spec.colour=red' }))).toMatchObject({
      code: 400,
      reason: 'BadRequest',
    });
  });

  test('a page asked for after the past was forgotten is a 410', async () => {
    const first = await core().listNamespacedPod({ namespace, limit: 5 });
    cluster.rehearsal.faults.inject({ scenario: 'watch-expired' });
    expect(
      await refusal(core().listNamespacedPod({ namespace, limit: 5, _continue: first.metadata?._continue ?? '' })),
    ).toMatchObject({ code: 410, reason: 'Expired' });
  });
});

describe('patches', () => {
  test('a JSON patch moves the weights when they are as expected, else 422 and nothing moved', async () => {
    const move = (from: number, to: number) => [
      { op: 'test', path: '/spec/http/0/route/0/weight', value: from },
      { op: 'replace', path: '/spec/http/0/route/0/weight', value: to },
      { op: 'replace', path: '/spec/http/0/route/1/weight', value: 100 - to },
    ];
    const patch = (body: object) =>
      custom().patchNamespacedCustomObject({ ...istio, name: 'api-gateway', body }, typed(PatchStrategy.JsonPatch));
    await patch(move(0, 5));
    expect(await weights()).toEqual([5, 95]);
    expect(await refusal(patch(move(0, 25)))).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(await weights()).toEqual([5, 95]);
    await patch(move(5, 0));
  });

  test('a strategic merge sets one image; on a custom resource it is a 415', async () => {
    const body = {
      spec: {
        template: {
          spec: { containers: [{ name: 'auth-service', image: 'gcr.io/media-gateway/auth-service:v1.0.0' }] },
        },
      },
    };
    const patched = await apps().patchNamespacedDeployment(
      { name: 'auth-service-canary', namespace, body },
      typed(PatchStrategy.StrategicMergePatch),
    );
    expect(patched.spec?.template.spec?.containers).toMatchObject([
      { image: 'gcr.io/media-gateway/auth-service:v1.0.0', ports: [{ containerPort: 8080 }] },
    ]);
    expect(
      await refusal(
        custom().patchNamespacedCustomObject(
          { ...istio, name: 'api-gateway', body: {} },
          typed(PatchStrategy.StrategicMergePatch),
        ),
      ),
    ).toMatchObject({ code: 415 });
  });

  test('a merge patch replaces lists; a server-side apply conflicts with who owns the field', async () => {
    const configMap = { metadata: { name: 'mine' }, data: { a: '1', b: '1' } };
    await core().createNamespacedConfigMap({ namespace, body: configMap, fieldManager: 'first' });
    const merged = await core().patchNamespacedConfigMap(
      { name: 'mine', namespace, body: { data: { b: null } }, fieldManager: 'first' },
      typed(PatchStrategy.MergePatch),
    );
    expect(merged.data).toEqual({ a: '1' });
    const apply = (force?: boolean) =>
      core().patchNamespacedConfigMap(
        {
          name: 'mine',
          namespace,
          fieldManager: 'second',
          body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { a: '2' } },
          ...(force ? { force } : {}),
        },
        typed(PatchStrategy.ServerSideApply),
      );
    expect((await refusal(apply())).message).toContain('conflict with "first" using v1: .data.a');
    expect((await apply(true)).data).toEqual({ a: '2' });
  });
});

describe('writes', () => {
  test('a dry run answers with what would be and changes nothing', async () => {
    const body = [{ op: 'replace', path: '/spec/replicas', value: 4 }];
    const answer = await apps().patchNamespacedDeployment(
      { name: 'sync-service-stable', namespace, body, dryRun: 'All' },
      typed(PatchStrategy.JsonPatch),
    );
    expect(answer.spec?.replicas).toBe(4);
    expect((await apps().readNamespacedDeployment({ name: 'sync-service-stable', namespace })).spec?.replicas).toBe(6);
    expect(
      (await core().createNamespacedConfigMap({ namespace, body: { metadata: { name: 'never' } }, dryRun: 'All' }))
        .metadata?.name,
    ).toBe('never');
    expect(await refusal(core().readNamespacedConfigMap({ name: 'never', namespace }))).toMatchObject({
      code: 404,
      reason: 'NotFound',
      message: 'configmaps "never" not found',
    });
  });

  test('a replace with an old resourceVersion is a 409, a name taken too, a nonsense object a 422', async () => {
    const held = await apps().readNamespacedDeployment({ name: 'mcp-server-canary', namespace });
    await apps().replaceNamespacedDeployment({
      name: 'mcp-server-canary',
      namespace,
      body: { ...held, metadata: { ...held.metadata, annotations: { note: 'x' } } },
    });
    expect(
      await refusal(apps().replaceNamespacedDeployment({ name: 'mcp-server-canary', namespace, body: held })),
    ).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(await refusal(core().createNamespace({ body: { metadata: { name: namespace } } }))).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
    });
    const body = [{ op: 'replace', path: '/spec/replicas', value: -1 }];
    expect(
      await refusal(apps().patchNamespacedDeployment({ name: 'mcp-server-canary', namespace, body })),
    ).toMatchObject({ code: 422, reason: 'Invalid' });
  });

  test('a scale brings pods to life in real time, and their logs can be read', async () => {
    const scale = await apps().readNamespacedDeploymentScale({ name: 'search-service-canary', namespace });
    await apps().replaceNamespacedDeploymentScale({
      name: 'search-service-canary',
      namespace,
      body: { ...scale, spec: { replicas: 2 } },
    });
    await waitFor(async () => {
      const { status } = await apps().readNamespacedDeployment({ name: 'search-service-canary', namespace });
      expect([status?.readyReplicas, status?.updatedReplicas]).toEqual([2, 2]);
    });
    const [pod] = (await core().listNamespacedPod({ namespace, labelSelector: 'app=search-service,track=stable' }))
      .items;
    await waitFor(async () => {
      const log = await core().readNamespacedPodLog({
        name: pod?.metadata?.name ?? '',
        namespace,
        tailLines: 3,
        timestamps: true,
      });
      expect(log).toMatch(/^\d{4}-\d\d-\d\dT\S+Z \S+ (INFO|ERROR) \[search-service\] request_id=\S+ GET /);
    });
  });

  test('a Job runs to its end', async () => {
    const batch = cluster.config.makeApiClient(BatchV1Api);
    await batch.createNamespacedJob({
      namespace,
      body: {
        metadata: { name: 'migrate' },
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'm', image: 'm:1' }] } } },
      },
    });
    await waitFor(async () =>
      expect((await batch.readNamespacedJob({ name: 'migrate', namespace })).status?.succeeded).toBe(1),
    );
  });
});
