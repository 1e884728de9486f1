import { AppsV1Api, AutoscalingV2Api, CoreV1Api, CustomObjectsApi } from '@kubernetes/client-node';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OutsideClient } from './outside-client.ts';
import { outsideClient } from './outside-client.ts';
import type { TestCluster } from './test-cluster.ts';
import { testCluster } from './test-cluster.ts';

const namespace = 'two-services';
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 100 });
const errorPercent = (service: string) =>
  `100 * sum by (service) (rate(http_requests_total{service="${service}",code=~"5.."}[30s])) / sum by (service) (rate(http_requests_total{service="${service}"}[30s]))`;

describe('a small world beside the first', () => {
  let cluster: TestCluster;
  let outside: OutsideClient;
  beforeAll(async () => {
    cluster = await testCluster({ speed: 60 });
    outside = await outsideClient(cluster.rehearsal);
  });
  afterEach(() => cluster.rehearsal.faults.clear());
  afterAll(async () => {
    await outside.close();
    await cluster.close();
  });

  const apps = () => cluster.config.makeApiClient(AppsV1Api);
  const scale = (name: string, replicas: number) =>
    apps().patchNamespacedDeployment({
      name,
      namespace,
      body: [{ op: 'replace', path: '/spec/replicas', value: replicas }],
    });
  const canaryShare = async () => {
    const { canary = 0, stable = 0 } = await outside.numbers(
      `sum by (subset) (rate(http_requests_total{namespace="${namespace}",service="web"}[30s]))`,
      'subset',
    );
    return canary / (canary + stable);
  };

  test('has its own namespace, Deployments and autoscalers, and no routes of a mesh', async () => {
    const { items } = await apps().listNamespacedDeployment({ namespace });
    expect(items.map(({ metadata, status }) => [metadata?.name, status?.readyReplicas ?? 0])).toEqual([
      ['web-canary', 0],
      ['web-stable', 3],
      ['worker-canary', 0],
      ['worker-stable', 3],
    ]);
    expect(
      (await cluster.config.makeApiClient(AutoscalingV2Api).listNamespacedHorizontalPodAutoscaler({ namespace })).items,
    ).toHaveLength(2);
    const routes = await cluster.config.makeApiClient(CustomObjectsApi).listNamespacedCustomObject({
      group: 'networking.istio.io',
      version: 'v1',
      namespace,
      plural: 'virtualservices',
    });
    expect(routes.items).toEqual([]);
    expect((await cluster.config.makeApiClient(CoreV1Api).listNode()).items).toHaveLength(3);
  });

  test('is in the ready line with its own addresses and variables', async () => {
    const { worlds, namespace: first, variables } = cluster.rehearsal.addresses;
    expect([first, ...worlds.map((world) => world.namespace)]).toEqual(['media-gateway', 'media-gateway', namespace]);
    expect(worlds[0]?.variables).toEqual(variables);
    const own = worlds[1];
    for (const { url } of own?.monitors ?? []) expect([url, (await outside.get(url)).code]).toEqual([url, 200]);
    expect((await outside.get(`${own?.statusPageUrl}/api/v2/summary.json`)).json()).toMatchObject({
      page: { name: 'Two Services' },
    });
    expect((await outside.get(`${cluster.rehearsal.addresses.publicUrl}/web/healthz`)).code).toBe(200);
    expect((await outside.get(`${own?.publicUrl}/api-gateway/healthz`)).code).toBe(404);
  });

  test('its traffic follows the ready pods of canary and stable', async () => {
    await scale('web-canary', 1);
    await waitFor(async () => expect(await canaryShare()).toBeCloseTo(0.25, 2));
    await scale('web-stable', 2);
    await scale('web-canary', 2);
    await waitFor(async () => expect(await canaryShare()).toBeCloseTo(0.5, 2));
    await scale('web-canary', 0);
    await scale('web-stable', 3);
  });

  test('its requests fail when no pod is ready, and only its own', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'not-ready', deployment: 'worker-stable' });
    await waitFor(async () =>
      expect((await outside.numbers(errorPercent('worker'), 'service')).worker).toBeCloseTo(100, 3),
    );
    const monitor = cluster.rehearsal.addresses.worlds[1]?.monitors.find(({ title }) => title === 'worker');
    expect((await outside.get(monitor?.url ?? '')).code).toBe(503);
    expect((await outside.numbers(errorPercent('api-gateway'), 'service'))['api-gateway']).toBeLessThan(0.1);
    const { text } = await outside.get(
      `${cluster.rehearsal.addresses.alertmanagerUrl}/api/v2/alerts?filter=${encodeURIComponent('namespace="media-gateway"')}`,
    );
    expect(text).toBe('[]');
  });
});

test('the small world can be the one asked for, by name', async () => {
  const cluster = await testCluster({ world: namespace });
  try {
    const { addresses } = cluster.rehearsal;
    expect([addresses.namespace, addresses.worlds.map((world) => world.namespace)]).toEqual([
      namespace,
      [namespace, 'media-gateway'],
    ]);
    expect(cluster.config.getContextObject(addresses.context)?.namespace).toBe(namespace);
    expect((await cluster.config.makeApiClient(CoreV1Api).listNode()).items).toHaveLength(2);
    expect(addresses.variables['public-url']).toBe(addresses.publicUrl);
  } finally {
    await cluster.close();
  }
});

test('a world of its own stands alone, with what it leaves out left out', async () => {
  const cluster = await testCluster({
    world: {
      namespace: 'alone',
      registry: 'registry.example',
      version: '1',
      stableReplicas: 1,
      minReplicas: 1,
      maxReplicas: 2,
      services: [{ name: 'app', requestsPerSecond: 5, medianMs: 20 }],
      flags: [],
      statusPage: { name: 'Alone', components: [] },
    },
  });
  try {
    expect(cluster.rehearsal.addresses).toMatchObject({
      namespace: 'alone',
      variables: {},
      worlds: [{ namespace: 'alone' }],
    });
    const { items } = await cluster.config.makeApiClient(CoreV1Api).listNamespace();
    expect(items.map(({ metadata }) => metadata?.name)).toEqual(['alone', 'argocd', 'default', 'kube-system']);
  } finally {
    await cluster.close();
  }
});
