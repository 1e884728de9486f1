import {
  AppsV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  Watch,
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

describe('watches', () => {
  type Seen = { type: string; object: { metadata?: { name?: string; resourceVersion?: string }; code?: number } };
  async function watching(path: string, query: Record<string, string | boolean>) {
    const seen: Seen[] = [];
    let isDone = false;
    const controller = await new Watch(cluster.config).watch(
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
    await waitFor(async () => {
      expect(stream.seen.map(({ type }) => type)).toContain('BOOKMARK');
      const changes = stream.seen.filter(({ type }) => type !== 'BOOKMARK');
      expect(changes.map(({ type, object }) => [type, object.metadata?.name])).toEqual([
        ['ADDED', 'watched'],
        ['DELETED', 'watched'],
      ]);
    });
    stream.stop();
  });

  test('from before what is remembered get an ERROR event with 410', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'watch-expired' });
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
    return (await cluster.config.makeApiClient(AuthorizationV1Api).createSelfSubjectAccessReview({ body })).status
      ?.allowed;
  };

  test('the administrator may, the viewer may not, nobody unknown gets in', async () => {
    expect(await review('patch')).toBe(true);
    const viewer = new KubeConfig();
    viewer.loadFromFile(cluster.rehearsal.addresses.kubeconfig);
    viewer.setCurrentContext(`${cluster.rehearsal.addresses.context}-viewer`);
    expect(await refusal(viewer.makeApiClient(CoreV1Api).listNamespacedPod({ namespace }))).toMatchObject({
      code: 403,
      reason: 'Forbidden',
    });
    viewer.users = [{ name: 'rehearsal-viewer', token: 'wrong' }];
    await expect(viewer.makeApiClient(CoreV1Api).listNamespacedPod({ namespace })).rejects.toMatchObject({ code: 401 });
  });

  test('a denial is a 403 and shows in the access review', async () => {
    const { id } = cluster.rehearsal.faults.inject({ scenario: 'forbidden', verb: 'patch', resource: 'deployments' });
    expect(await review('patch')).toBe(false);
    expect(
      await refusal(apps().patchNamespacedDeployment({ name: 'mcp-server-canary', namespace, body: [] })),
    ).toMatchObject({ code: 403 });
    cluster.rehearsal.faults.remove(id);
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
    cluster.rehearsal.faults.inject({ scenario: 'conflict-once', resource: 'deployments' });
    expect(await refusal(annotate('a'))).toMatchObject({ code: 409 });
    expect((await annotate('a')).metadata?.annotations?.note).toBe('a');
    cluster.rehearsal.faults.inject({ scenario: 'throttle', times: 1, retryAfterS: 2 });
    const error = await annotate('b').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 429, headers: { 'retry-after': '2' } });
  });

  test('a lost answer: the change is there, the client never heard', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'lose-answer', resource: 'deployments' });
    await expect(annotate('lost')).rejects.toThrow(/fetch failed|socket|terminated/);
    expect(
      (await apps().readNamespacedDeployment({ name: 'mcp-server-stable', namespace })).metadata?.annotations?.note,
    ).toBe('lost');
  });

  test('the API goes down, refuses, and comes back on the same port', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'api-down', forMs: 400 });
    await waitFor(() => expect(core().listNode()).rejects.toThrow('fetch failed'));
    await waitFor(async () => expect((await core().listNode()).items).toHaveLength(3));
    cluster.rehearsal.faults.inject({ scenario: 'api-down', mode: '503', forMs: 300 });
    expect(await refusal(core().listNode())).toMatchObject({ code: 503 });
    await waitFor(async () => expect((await core().listNode()).items).toHaveLength(3));
  });
});
