import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { AutoscalingV2Api, BatchV1Api, CoreV1Api, setHeaderOptions } from '@kubernetes/client-node';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TestCluster } from './test-cluster.ts';
import { refusal, testCluster } from './test-cluster.ts';

const namespace = 'media-gateway';
let cluster: TestCluster;
beforeAll(async () => {
  cluster = await testCluster();
});
afterEach(() => cluster.rehearsal.faults.clear());
afterAll(() => cluster.close());

const core = () => cluster.config.makeApiClient(CoreV1Api);
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 10_000, interval: 50 });

/** A request with the client's own certificate and any Accept header, its answer as it came. */
async function asked(path: string, accept: string) {
  const server = cluster.config.getCurrentCluster();
  const user = cluster.config.getCurrentUser();
  const from = (text: string | undefined) => Buffer.from(text ?? '', 'base64');
  const dispatcher = new Agent({
    connect: { ca: from(server?.caData), cert: from(user?.certData), key: from(user?.keyData) },
  });
  const { statusCode, body } = await request(`${server?.server}${path}`, { headers: { accept }, dispatcher });
  const text = await body.text();
  await dispatcher.close();
  return { code: statusCode, text, json: JSON.parse(text) };
}
const partial = (kind: string) => `application/json;as=${kind};g=meta.k8s.io;v=v1`;
const secrets = `/api/v1/namespaces/${namespace}/secrets`;

describe('Secrets', () => {
  test('are there, opaque, with their values', async () => {
    for (const name of ['db-credentials', 'jwt-signing-key']) {
      const secret = await core().readNamespacedSecret({ name, namespace });
      expect(secret.type).toBe('Opaque');
      expect(Object.keys(secret.data ?? {}).length).toBeGreaterThan(0);
    }
  });

  test('are found by their metadata alone, without a value being sent', async () => {
    const one = await asked(`${secrets}/db-credentials`, partial('PartialObjectMetadata'));
    expect(one.json).toMatchObject({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'db-credentials', uid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    expect(Object.keys(one.json).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
    const list = await asked(secrets, `${partial('PartialObjectMetadataList')},application/json`);
    expect(list.json).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' });
    expect(list.json.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual([
      'db-credentials',
      'jwt-signing-key',
    ]);
    const password = Buffer.from('rehearsal-only').toString('base64');
    expect([one.text, list.text].filter((text) => text.includes(password))).toEqual([]);
    expect((await asked(secrets, 'application/json')).text).toContain(password);
    const client = await core().readNamespacedSecret(
      { name: 'jwt-signing-key', namespace },
      setHeaderOptions('Accept', partial('PartialObjectMetadata')),
    );
    expect([client.metadata?.name, client.data]).toEqual(['jwt-signing-key', undefined]);
  });

  test('that are not there are a 404 as metadata too; a list asked for as one object is a 406', async () => {
    expect((await asked(`${secrets}/none`, partial('PartialObjectMetadata'))).code).toBe(404);
    expect((await asked(secrets, partial('PartialObjectMetadata'))).code).toBe(406);
    expect((await asked(`${secrets}/db-credentials`, partial('PartialObjectMetadataList'))).code).toBe(406);
  });

  test('can be missing, and come back', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'secret-missing', secret: 'jwt-signing-key' });
    const read = () => core().readNamespacedSecret({ name: 'jwt-signing-key', namespace });
    expect(await refusal(read())).toMatchObject({ code: 404 });
    expect((await core().listNamespacedSecret({ namespace })).items).toHaveLength(1);
    cluster.rehearsal.faults.clear();
    expect((await read()).data?.kid).toBe(Buffer.from('rehearsal-1').toString('base64'));
  });
});

test('the Jobs of the night before have succeeded, a while before the start, and left no pods', async () => {
  const { items } = await cluster.config.makeApiClient(BatchV1Api).listNamespacedJob({ namespace });
  expect(items.map(({ metadata }) => metadata?.name)).toEqual([
    'database-backup',
    'database-migrate',
    'e2e-staging',
    'smoke-production',
  ]);
  for (const { status } of items) {
    expect(status).toMatchObject({
      succeeded: 1,
      conditions: [
        { type: 'Complete', status: 'True' },
        { type: 'SuccessCriteriaMet', status: 'True' },
      ],
    });
    const ago = Date.now() - (status?.completionTime?.getTime() ?? 0);
    expect(ago).toBeGreaterThan(10 * 60_000);
    expect(ago).toBeLessThan(24 * 3_600_000);
  }
  expect((await core().listNamespacedPod({ namespace, labelSelector: 'job-name' })).items).toEqual([]);
});

describe('autoscalers', () => {
  const list = async () =>
    (await cluster.config.makeApiClient(AutoscalingV2Api).listNamespacedHorizontalPodAutoscaler({ namespace })).items;
  const condition = (autoscaler: V2HorizontalPodAutoscaler | undefined, type: string) =>
    autoscaler?.status?.conditions?.find((each) => each.type === type);

  test('of every stable are able to scale, and get their metric from the traffic', async () => {
    const items = await list();
    expect(items).toHaveLength(8);
    for (const autoscaler of items) {
      expect(autoscaler.metadata?.name).toMatch(/-stable$/);
      expect(condition(autoscaler, 'AbleToScale')?.status).toBe('True');
      expect(condition(autoscaler, 'ScalingActive')?.status).toBe('True');
      const percent = autoscaler.status?.currentMetrics?.[0]?.resource?.current.averageUtilization ?? 0;
      expect(percent).toBeGreaterThan(50);
      expect(percent).toBeLessThan(70);
      expect([autoscaler.status?.currentReplicas, autoscaler.status?.desiredReplicas]).toEqual([6, 6]);
    }
  });

  test('can be stuck: unable to scale, or without their metric', async () => {
    const of = async (name: string) => (await list()).find((each) => each.metadata?.name === name);
    cluster.rehearsal.faults.inject({ scenario: 'autoscaler-stuck', autoscaler: 'api-gateway-stable' });
    cluster.rehearsal.faults.inject({
      scenario: 'autoscaler-stuck',
      autoscaler: 'mcp-server-stable',
      condition: 'ScalingActive',
    });
    expect(condition(await of('api-gateway-stable'), 'AbleToScale')).toMatchObject({
      status: 'False',
      reason: 'FailedGetScale',
    });
    const blind = await of('mcp-server-stable');
    expect(condition(blind, 'ScalingActive')).toMatchObject({ status: 'False', reason: 'FailedGetResourceMetric' });
    expect(blind?.status?.currentMetrics ?? []).toEqual([]);
    expect(condition(await of('sona-engine-stable'), 'AbleToScale')?.status).toBe('True');
    cluster.rehearsal.faults.clear();
    await waitFor(async () => {
      for (const autoscaler of await list()) expect(condition(autoscaler, 'AbleToScale')?.status).toBe('True');
    });
  });
});

describe('the images on the nodes', () => {
  const images = async () => {
    const { items } = await core().listNode();
    return items.map(({ status }) => new Set((status?.images ?? []).flatMap(({ names }) => names ?? [])));
  };

  test('are the previous and the new version of every service', async () => {
    for (const held of await images()) {
      for (const version of ['v0.9.0', 'v1.0.0']) {
        expect(held).toContain(`gcr.io/media-gateway/api-gateway:${version}`);
        expect(held).toContain(`gcr.io/media-gateway/sync-service:${version}`);
      }
    }
  });

  test('go with the fault that makes an image missing, and come back', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'image-missing', match: 'sync-service:v1.0.0' });
    for (const held of await images()) {
      expect(held).not.toContain('gcr.io/media-gateway/sync-service:v1.0.0');
      expect(held).toContain('gcr.io/media-gateway/sync-service:v0.9.0');
    }
    cluster.rehearsal.faults.clear();
    for (const held of await images()) expect(held).toContain('gcr.io/media-gateway/sync-service:v1.0.0');
  });
});
