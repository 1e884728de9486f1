import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiException, AppsV1Api, BatchV1Api, CoreV1Api, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { Agent, fetch } from 'undici';
import { expect, test, vi } from 'vitest';
import { startRehearsal } from '#rehearsal/start.ts';

const file = process.env.TMINUS_TEST_KUBECONFIG;
const namespace = `tminus-world-${process.pid}`;
const service = {
  name: 'api-gateway',
  requestsPerSecond: 300,
  medianMs: 20,
  port: 8080,
  hosts: [],
  memoryMegabytes: 64,
};
const world = {
  namespace,
  registry: 'gcr.io/media-gateway',
  version: 'v0.9.0',
  stableReplicas: 2,
  minReplicas: 1,
  maxReplicas: 5,
  nodes: 3,
  services: [service],
  flags: [],
  environments: ['production'],
  configMaps: [],
  secrets: [],
  jobs: [{ name: 'database-backup', image: 'registry.example/backup:1', endedMinutesBefore: 30 }],
  statusPage: { name: 'Test', components: ['API'] },
};

test.skipIf(file === undefined)(
  'on a real cluster the traffic follows its weights and pods, and the world goes when the rehearsal does',
  { timeout: 180_000 },
  async () => {
    const dir = await mkdtemp(join(tmpdir(), 'tminus-real-'));
    const rehearsal = await startRehearsal({
      dir,
      world,
      kubeconfig: file ?? '',
      createWorld: true,
      removeWorld: true,
      speed: 30,
    });
    const dispatcher = new Agent({ connect: { ca: await readFile(rehearsal.addresses.caFile, 'utf8') } });
    try {
      const config = new KubeConfig();
      config.loadFromFile(file ?? '');
      const share = async () => {
        const query = encodeURIComponent(
          'sum(rate(http_requests_total{subset="canary"}[30s])) / sum(rate(http_requests_total[30s]))',
        );
        const answer = await fetch(`${rehearsal.addresses.prometheusUrl}/api/v1/query?query=${query}`, { dispatcher });
        const body: unknown = await answer.json();
        return JSON.stringify(body);
      };
      expect(await share()).toContain('"result":[]');
      const job = await config.makeApiClient(BatchV1Api).readNamespacedJob({ name: 'database-backup', namespace });
      expect(job.status).toMatchObject({ succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }, {}] });
      await config.makeApiClient(AppsV1Api).patchNamespacedDeployment({
        name: 'api-gateway-canary',
        namespace,
        body: [{ op: 'replace', path: '/spec/replicas', value: 1 }],
      });
      const body = [
        { op: 'replace', path: '/spec/http/0/route/0/weight', value: 25 },
        { op: 'replace', path: '/spec/http/0/route/1/weight', value: 75 },
      ];
      await config.makeApiClient(CustomObjectsApi).patchNamespacedCustomObject({
        group: 'networking.istio.io',
        version: 'v1beta1',
        plural: 'virtualservices',
        namespace,
        name: 'api-gateway',
        body,
      });
      await vi.waitFor(async () => expect(await share()).toMatch(/"0\.2(4|5)\d*"/), { timeout: 20_000, interval: 200 });
      await rehearsal.stop();
      const gone = await config
        .makeApiClient(CoreV1Api)
        .readNamespace({ name: namespace })
        .catch((error: unknown) => error);
      expect(gone).toBeInstanceOf(ApiException);
      expect(gone).toMatchObject({ code: 404 });
    } finally {
      await dispatcher.close();
      await rm(dir, { recursive: true });
    }
  },
);
