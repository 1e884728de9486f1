import { expect, test } from 'vitest';
import type { Connections } from '#engine/adapters/connections.ts';
import type { ClusterPort } from '#engine/adapters/kubernetes/port.ts';
import { identifyCluster } from '#engine/runner/plan-action.ts';
import { ok } from '#shared/lib/result.ts';

const cluster = (isRehearsal: boolean): ClusterPort => {
  const identity = {
    ...{ context: 'prod-eu', server: 'https://127.0.0.1:1', namespace: 'media', uid: 'u-1' },
    ...{ version: 'v1.32.0', user: 'console', isRehearsal },
  };
  return { identity: () => Promise.resolve(ok(identity)) } as unknown as ClusterPort;
};

const settings: Connections = {
  ...{ kubeconfig: '/k', context: 'prod-eu', namespace: 'media', monitors: [] },
  prometheus: { url: 'https://prometheus.example' },
  flags: { service: 'unleash', url: 'https://flags.example', token: 'canary-flags', project: 'default' },
};
const { signal } = new AbortController();

test('a cluster is told by its UID, its context, its server and who we are there', async () => {
  const told = {
    type: 'cluster.identify',
    uid: 'u-1',
    context: 'prod-eu',
    server: 'https://127.0.0.1:1',
    user: 'console',
  };
  expect(await identifyCluster(cluster(true), 'rehearsal', settings, signal)).toEqual(ok(told));
  expect(await identifyCluster(cluster(false), 'production', settings, signal)).toMatchObject({ value: told });
});

test('production also tells what else is connected and where, and no secret of it', async () => {
  const lacks = { kind: 'fault', cause: 'unauthenticated', message: 'no token', retryable: false } as const;
  const told = await identifyCluster(
    cluster(false),
    'production',
    {
      ...settings,
      alsoWatched: [{ title: 'Edge', context: 'prod-edge', namespace: 'edge' }],
      prometheus: { url: 'https://reader:canary-1@prometheus.example/canary-2?token=canary-3', token: 'canary-4' },
      alertmanager: { url: 'https://alerts.example:9093' },
      loki: { url: 'https://loki.example', lacks },
      slack: { token: 'canary-5' },
      webhooks: { urls: { company: 'https://canary-6.example/canary-7' }, defaultUrl: 'https://canary-8.example' },
      monitors: ['/', '/watch'].map((path) => ({ title: path, url: `https://public.example${path}` })),
      statusPageUrl: 'https://status.example/page',
    },
    signal,
  );
  expect(told.ok && told.value).toMatchObject({
    sources: [
      'namespace edge of prod-edge, only watched',
      'Prometheus at https://prometheus.example, with its token',
      'Alertmanager at https://alerts.example:9093, no token',
      'flags at https://flags.example, unleash, project default',
      'Slack at https://slack.com',
      'webhooks for company, others',
      'monitor of https://public.example',
      'status page at https://status.example',
    ],
  });
  expect(JSON.stringify(told)).not.toContain('canary');
});

test('production refuses a cluster that says it is there to rehearse on, under whatever context', async () => {
  expect(await identifyCluster(cluster(true), 'production', settings, signal)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('refuses the rehearsal cluster, which prod-eu is') },
  });
});
