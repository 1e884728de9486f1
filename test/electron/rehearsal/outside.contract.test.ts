import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { OutsideClient } from './outside-client.ts';
import { outsideClient } from './outside-client.ts';
import type { TestCluster } from './test-cluster.ts';
import { testCluster } from './test-cluster.ts';

let cluster: TestCluster;
let outside: OutsideClient;
beforeAll(async () => {
  cluster = await testCluster({ speed: 30 });
  outside = await outsideClient(cluster.rehearsal);
});
afterEach(() => cluster.rehearsal.faults.clear());
afterAll(async () => {
  await outside.close();
  await cluster.close();
});

const DAY_MS = 86_400_000;
const variable = (name: string): string => cluster.rehearsal.addresses.variables[name] ?? `no variable ${name}`;
const waitFor = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 10_000, interval: 50 });

describe('the variables of a rehearsal', () => {
  test('lead to pages that answer', async () => {
    const pages = [
      variable('public-url'),
      `${variable('public-url')}/healthz`,
      `${variable('public-url')}/api-gateway/healthz`,
      variable('cdn-url'),
      `${variable('cdn-url')}/healthz`,
      variable('docs-url'),
      `${variable('staging-url')}/healthz`,
      variable('status-page'),
      `${variable('log-search-url')}/ready`,
      variable('spotify-api'),
      variable('apple-music-api'),
      ...['pubnub-status', 'cloud-status', 'cdn-status'].map((name) => `${variable(name)}/api/v2/summary.json`),
    ];
    for (const page of pages) expect([page, (await outside.get(page)).code]).toEqual([page, 200]);
    expect((await outside.get(`${variable('staging-url')}/none`)).code).toBe(404);
    for (const name of ['public-host', 'dns-server', 'ntp-server'])
      expect(variable(name)).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  test('a page can be down while the others answer', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'page-down', path: '/partners/spotify' });
    expect((await outside.get(variable('spotify-api'))).code).toBe(503);
    expect((await outside.get(variable('apple-music-api'))).code).toBe(200);
  });
});

describe('the certificate of the public entrance', () => {
  /** Looks as a check for expiry does: a connection of its own, verified against the CA. */
  const looked = (servername: string) =>
    new Promise<{ daysLeft: number; error: Error | null }>((resolve, reject) => {
      const [host = '', port = ''] = variable('public-host').split(':');
      const socket = connect(
        { host, port: Number(port), ca: outside.ca, rejectUnauthorized: false, ...(servername ? { servername } : {}) },
        () => {
          const { valid_to } = socket.getPeerCertificate();
          resolve({ daysLeft: (Date.parse(valid_to) - Date.now()) / DAY_MS, error: socket.authorizationError ?? null });
          socket.destroy();
        },
      );
      socket.on('error', reject);
    });

  test('is trusted for its address and for the name of the API, for most of a year', async () => {
    for (const servername of ['', 'api.mediagateway.io']) {
      const { daysLeft, error } = await looked(servername);
      expect(error).toBeNull();
      expect(daysLeft).toBeGreaterThan(300);
    }
  });

  test('can expire in ten days, or have expired, and is good again when the fault goes', async () => {
    // Without waiting: the answer to a fault comes when the certificate is as the fault says.
    await outside.fault({ scenario: 'certificate-expiring' });
    const { daysLeft, error } = await looked('');
    expect(daysLeft).toBeCloseTo(10, 1);
    expect(error).toBeNull();
    await outside.fault({ scenario: 'certificate-expiring', days: -1 });
    expect((await looked('')).error).toBe('CERT_HAS_EXPIRED');
    await outside.fault(null);
    expect((await looked('')).daysLeft).toBeGreaterThan(300);
  });
});

test('one vendor has an incident on its page, the others are well', async () => {
  const summary = async (name: string) => (await outside.get(`${variable(name)}/api/v2/summary.json`)).json();
  const well = { status: { indicator: 'none', description: 'All Systems Operational' } };
  for (const name of ['pubnub-status', 'cloud-status', 'cdn-status']) expect(await summary(name)).toMatchObject(well);
  cluster.rehearsal.faults.inject({ scenario: 'vendor-incident', vendor: 'cloud', component: 'SQL' });
  expect(await summary('cloud-status')).toMatchObject({
    status: { indicator: 'major', description: 'Partial System Outage' },
    components: [
      { name: 'Compute', status: 'operational' },
      { name: 'Networking', status: 'operational' },
      { name: 'SQL', status: 'partial_outage' },
      { name: 'Storage', status: 'operational' },
    ],
  });
  expect(await summary('pubnub-status')).toMatchObject(well);
  cluster.rehearsal.faults.clear();
  expect(await summary('cloud-status')).toMatchObject(well);
});

describe('what is measured of the shared parts', () => {
  const METRICS = [
    'db_query_p95_ms',
    'redis_hit_ratio',
    'backup_verified',
    'replica_lag_seconds',
    'network_latency_ms',
    'cdn_hit_ratio',
    'qdrant_index_optimized',
  ];
  const value = async (query: string) => (await outside.numbers(query, 'namespace'))['media-gateway'] ?? Number.NaN;

  test('is calm, each with its namespace', async () => {
    const found = Object.fromEntries(
      await Promise.all(METRICS.map(async (name) => [name, await value(name)] as const)),
    );
    expect(found.db_query_p95_ms).toBeLessThan(50);
    expect(found.redis_hit_ratio).toBeGreaterThan(0.9);
    expect(found.replica_lag_seconds).toBeLessThan(1);
    expect(found.network_latency_ms).toBeLessThan(20);
    expect(found.cdn_hit_ratio).toBeGreaterThan(0.9);
    expect([found.backup_verified, found.qdrant_index_optimized]).toEqual([1, 1]);
    expect(await value('rate(log_lines_ingested_total[1m])')).toBeGreaterThan(1_000);
  });

  test('stands where a fault puts it, in its namespace alone', async () => {
    const { faults } = cluster.rehearsal;
    faults.inject({ scenario: 'metric-value', metric: 'replica_lag_seconds', namespace: 'media-gateway', value: 42 });
    faults.inject({ scenario: 'metric-value', metric: 'log_lines_ingested_total', value: 0 });
    await waitFor(async () => expect(await value('replica_lag_seconds')).toBe(42));
    expect((await outside.numbers('replica_lag_seconds', 'namespace'))['two-services']).toBeLessThan(1);
    await waitFor(async () => expect(await value('rate(log_lines_ingested_total[30s])')).toBe(0));
    faults.clear();
    await waitFor(async () => expect(await value('replica_lag_seconds')).toBeLessThan(1));
  });
});
