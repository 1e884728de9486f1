import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiException,
  AppsV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  VersionApi,
  Watch,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Rehearsal } from '#rehearsal/start.ts';
import { startRehearsal } from '#rehearsal/start.ts';

const namespace = 'media-gateway';
const istio = { group: 'networking.istio.io', version: 'v1', namespace, plural: 'virtualservices' };
let dir = '';
let rehearsal: Rehearsal;
let config: KubeConfig;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tminus-rehearsal-'));
  rehearsal = await startRehearsal({ dir, podReadyMs: [100, 250], bookmarkEveryMs: 150 });
  config = new KubeConfig();
  config.loadFromFile(rehearsal.addresses.kubeconfig);
});
afterAll(async () => {
  await rehearsal.stop();
  await rm(dir, { recursive: true });
});

const apps = () => config.makeApiClient(AppsV1Api);
const core = () => config.makeApiClient(CoreV1Api);
const custom = () => config.makeApiClient(CustomObjectsApi);
const typed = (type: PatchStrategy) => setHeaderOptions('Content-Type', type);
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

async function refusal(call: Promise<unknown>): Promise<{ code: number; reason: string; message: string }> {
  const error = await call.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiException)) throw error;
  const status: { reason: string; message: string; kind: string } = JSON.parse(String(error.body));
  expect(status.kind).toBe('Status');
  return { code: error.code, reason: status.reason, message: status.message };
}

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
    expect((await config.makeApiClient(VersionApi).getCode()).major).toBe('1');
    expect((await core().listNode()).items).toHaveLength(3);
    expect((await core().readNamespace({ name: 'kube-system' })).metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
    for (const file of ['kubeconfig', 'rehearsal.json']) expect((await stat(join(dir, file))).mode & 0o777).toBe(0o600);
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
    rehearsal.faults.inject({ scenario: 'watch-expired' });
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
    const batch = config.makeApiClient(BatchV1Api);
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

describe('watches', () => {
  type Seen = { type: string; object: { metadata?: { name?: string; resourceVersion?: string }; code?: number } };
  async function watching(path: string, query: Record<string, string | boolean>) {
    const seen: Seen[] = [];
    let isDone = false;
    const controller = await new Watch(config).watch(
      path,
      query,
      (type: string, object: Seen['object']) => seen.push({ type, object }),
      () => {
        isDone = true;
      },
    );
    return { seen, isDone: () => isDone, stop: () => controller.abort() };
  }
  const path = `/api/v1/namespaces/${namespace}/configmaps`;

  test('show what happens after a version, with bookmarks', async () => {
    const { metadata } = await core().listNamespacedConfigMap({ namespace });
    const stream = await watching(path, {
      resourceVersion: metadata?.resourceVersion ?? '',
      allowWatchBookmarks: true,
    });
    await core().createNamespacedConfigMap({ namespace, body: { metadata: { name: 'watched' } } });
    await core().deleteNamespacedConfigMap({ name: 'watched', namespace });
    await waitFor(async () => expect(stream.seen.map(({ type }) => type)).toContain('BOOKMARK'));
    expect(
      stream.seen.filter(({ type }) => type !== 'BOOKMARK').map(({ type, object }) => [type, object.metadata?.name]),
    ).toEqual([
      ['ADDED', 'watched'],
      ['DELETED', 'watched'],
    ]);
    stream.stop();
  });

  test('from before what is remembered get an ERROR event with 410', async () => {
    rehearsal.faults.inject({ scenario: 'watch-expired' });
    const stream = await watching(path, { resourceVersion: '1001' });
    await waitFor(async () =>
      expect(stream.seen.map(({ type, object }) => [type, object.code])).toEqual([['ERROR', 410]]),
    );
    await waitFor(async () => expect(stream.isDone()).toBe(true));
  });
});

describe('rights', () => {
  const review = async (verb: string) => {
    const body = { spec: { resourceAttributes: { namespace, verb, group: 'apps', resource: 'deployments' } } };
    return (await config.makeApiClient(AuthorizationV1Api).createSelfSubjectAccessReview({ body })).status?.allowed;
  };

  test('the administrator may, the viewer may not, nobody unknown gets in', async () => {
    expect(await review('patch')).toBe(true);
    const viewer = new KubeConfig();
    viewer.loadFromFile(rehearsal.addresses.kubeconfig);
    viewer.setCurrentContext(`${rehearsal.addresses.context}-viewer`);
    expect(await refusal(viewer.makeApiClient(CoreV1Api).listNamespacedPod({ namespace }))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
    });
    viewer.users = [{ name: 'rehearsal-viewer', token: 'wrong' }];
    await expect(viewer.makeApiClient(CoreV1Api).listNamespacedPod({ namespace })).rejects.toMatchObject({ code: 401 });
  });

  test('a denial is a 403 and shows in the access review', async () => {
    const { id } = rehearsal.faults.inject({ scenario: 'forbidden', verb: 'patch', resource: 'deployments' });
    expect(await review('patch')).toBe(false);
    expect(
      await refusal(apps().patchNamespacedDeployment({ name: 'mcp-server-canary', namespace, body: [] })),
    ).toMatchObject({ code: 403 });
    rehearsal.faults.remove(id);
    expect(await review('patch')).toBe(true);
  });
});

describe('faults of the API', () => {
  const annotate = (value: string) =>
    apps().patchNamespacedDeployment(
      { name: 'mcp-server-stable', namespace, body: { metadata: { annotations: { note: value } } } },
      typed(PatchStrategy.MergePatch),
    );

  test('one conflict, then it works; too many requests say how long to wait', async () => {
    rehearsal.faults.inject({ scenario: 'conflict-once', resource: 'deployments' });
    expect(await refusal(annotate('a'))).toMatchObject({ code: 409 });
    expect((await annotate('a')).metadata?.annotations?.note).toBe('a');
    rehearsal.faults.inject({ scenario: 'throttle', times: 1, retryAfterS: 2 });
    const error = await annotate('b').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 429, headers: { 'retry-after': '2' } });
  });

  test('a lost answer: the change is there, the client never heard', async () => {
    rehearsal.faults.inject({ scenario: 'lose-answer', resource: 'deployments' });
    await expect(annotate('lost')).rejects.toThrow(/fetch failed|socket|terminated/);
    expect(
      (await apps().readNamespacedDeployment({ name: 'mcp-server-stable', namespace })).metadata?.annotations?.note,
    ).toBe('lost');
  });

  test('the API goes down, refuses, and comes back on the same port', async () => {
    rehearsal.faults.inject({ scenario: 'api-down', forMs: 400 });
    await waitFor(() => expect(core().listNode()).rejects.toThrow('fetch failed'));
    await waitFor(async () => expect((await core().listNode()).items).toHaveLength(3));
    rehearsal.faults.inject({ scenario: 'api-down', mode: '503', forMs: 300 });
    expect(await refusal(core().listNode())).toMatchObject({ code: 503 });
    await waitFor(async () => expect((await core().listNode()).items).toHaveLength(3));
  });
});
