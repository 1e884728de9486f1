import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { OutsideClient } from './outside-client.ts';
import { outsideClient } from './outside-client.ts';
import type { TestCluster } from './test-cluster.ts';
import { testCluster } from './test-cluster.ts';

/** What the official description of Alertmanager's API v2 requires of an alert and of its status. */
const texts = z.record(z.string(), z.string());
const GettableAlerts = z.array(
  z.strictObject({
    labels: texts,
    generatorURL: z.url(),
    annotations: texts,
    receivers: z.array(z.strictObject({ name: z.string() })),
    fingerprint: z.string(),
    startsAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    status: z.strictObject({
      state: z.enum(['unprocessed', 'active', 'suppressed']),
      silencedBy: z.array(z.string()),
      inhibitedBy: z.array(z.string()),
      mutedBy: z.array(z.string()),
    }),
  }),
);
const Status = z.strictObject({
  cluster: z.strictObject({ status: z.enum(['ready', 'settling', 'disabled']), peers: z.array(z.unknown()) }),
  versionInfo: z.record(z.enum(['version', 'revision', 'branch', 'buildUser', 'buildDate', 'goVersion']), z.string()),
  config: z.strictObject({ original: z.string() }),
  uptime: z.iso.datetime(),
});

let cluster: TestCluster;
let outside: OutsideClient;
beforeAll(async () => {
  cluster = await testCluster({ speed: 60 });
  outside = await outsideClient(cluster.rehearsal);
});
afterEach(async () => {
  cluster.rehearsal.faults.clear();
  // The end of a fault shows with the next sample.
  await waitFor(async () => expect(await alerts()).toEqual([]));
});
afterAll(async () => {
  await outside.close();
  await cluster.close();
});

const url = () => cluster.rehearsal.addresses.alertmanagerUrl;
async function alerts(query: Record<string, string> = {}) {
  const { code, json } = await outside.get(`${url()}/api/v2/alerts?${new URLSearchParams(query)}`);
  expect(code).toBe(200);
  return GettableAlerts.parse(json());
}
const names = async (query: Record<string, string> = {}) => (await alerts(query)).map(({ labels }) => labels.alertname);
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 100 });

describe('alerts follow what is measured', () => {
  test('none fires while all is calm, and Alertmanager says that it is well', async () => {
    expect(await alerts()).toEqual([]);
    expect((await outside.get(`${url()}/-/healthy`)).code).toBe(200);
    expect(Status.parse((await outside.get(`${url()}/api/v2/status`)).json()).config.original).toContain('war-room');
  });

  test('six percent of errors at a stable service fire HighErrorRate for that service; it ends with them', async () => {
    const fault = { scenario: 'error-spike', service: 'api-gateway', subset: 'stable', percent: 6 };
    const { id } = cluster.rehearsal.faults.inject(fault);
    await waitFor(async () =>
      expect(await alerts()).toMatchObject([
        {
          labels: {
            alertname: 'HighErrorRate',
            service: 'api-gateway',
            namespace: 'media-gateway',
            severity: 'critical',
          },
          status: { state: 'active' },
        },
      ]),
    );
    const [first] = await alerts();
    expect((await alerts())[0]).toMatchObject({ startsAt: first?.startsAt, fingerprint: first?.fingerprint });
    const { json } = await outside.get(`${cluster.rehearsal.addresses.prometheusUrl}/api/v1/alerts`);
    expect(json()).toMatchObject({ data: { alerts: [{ state: 'firing', labels: { alertname: 'HighErrorRate' } }] } });
    cluster.rehearsal.faults.remove(id);
    await waitFor(async () => expect(await alerts()).toEqual([]));
  });

  test('a crash loop fires PodCrashLooping for the pods of its Deployment, until they run again', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'crash-loop', deployment: 'mcp-server-stable' });
    await waitFor(async () => {
      const found = await alerts({ filter: 'alertname="PodCrashLooping"' });
      expect(found).toHaveLength(6);
      for (const { labels } of found) expect(labels.pod).toMatch(/^mcp-server-stable-/);
    });
    cluster.rehearsal.faults.clear();
    await waitFor(async () => expect(await alerts()).toEqual([]));
  });

  test('a reading that is out of its limits fires its alert', async () => {
    cluster.rehearsal.faults.inject({
      scenario: 'metric-value',
      metric: 'backup_verified',
      value: 0,
      namespace: 'media-gateway',
    });
    await waitFor(async () => expect(await names()).toEqual(['BackupNotVerified']));
  });
});

describe('alerts are asked for', () => {
  test('by matchers, which all have to fit', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'firing-alert', alert: 'DiskFull', labels: { team: 'platform' } });
    cluster.rehearsal.faults.inject({ scenario: 'firing-alert', alert: 'Drill', severity: 'info' });
    expect((await names()).sort()).toEqual(['DiskFull', 'Drill']);
    expect(await names({ filter: 'severity="critical"' })).toEqual(['DiskFull']);
    expect(await names({ filter: 'alertname!="DiskFull"' })).toEqual(['Drill']);
    expect(await names({ filter: 'alertname=~"Dr.*l"' })).toEqual(['Drill']);
    expect(await names({ filter: 'team!~"plat.*"' })).toEqual(['Drill']);
    expect(await names({ filter: 'team=platform' })).toEqual(['DiskFull']);
    const both = new URLSearchParams([
      ['filter', 'namespace="media-gateway"'],
      ['filter', 'severity=~"critical|warning"'],
    ]);
    expect((await outside.get(`${url()}/api/v2/alerts?${both}`)).json()).toMatchObject([
      { labels: { alertname: 'DiskFull' } },
    ]);
    const refused = await outside.get(`${url()}/api/v2/alerts?filter=${encodeURIComponent('what is this')}`);
    expect([refused.code, refused.json()]).toEqual([400, 'bad matcher format: what is this']);
  });

  test('with or without those that are silenced', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'firing-alert', alert: 'Known', silenced: true });
    cluster.rehearsal.faults.inject({ scenario: 'firing-alert', alert: 'New' });
    expect(await alerts({ filter: 'alertname="Known"' })).toMatchObject([
      { status: { state: 'suppressed', silencedBy: [expect.stringMatching(/^[0-9a-f-]{36}$/)] } },
    ]);
    expect(await names({ silenced: 'false' })).toEqual(['New']);
    expect(await names({ active: 'false' })).toEqual(['Known']);
  });

  test('in vain while Alertmanager is down', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'alertmanager-down' });
    await waitFor(() => expect(outside.get(`${url()}/-/healthy`)).rejects.toThrow());
    cluster.rehearsal.faults.clear();
    await waitFor(async () => expect((await outside.get(`${url()}/-/healthy`)).code).toBe(200));
  });
});
