import { expect, test } from 'vitest';
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

test('a cluster is told by its UID, its context, its server and who we are there', async () => {
  const told = {
    type: 'cluster.identify',
    uid: 'u-1',
    context: 'prod-eu',
    server: 'https://127.0.0.1:1',
    user: 'console',
  };
  expect(await identifyCluster(cluster(false), 'production')).toEqual(told);
  expect(await identifyCluster(cluster(true), 'rehearsal')).toEqual(told);
});

test('production refuses a cluster that says it is there to rehearse on, under whatever context', async () => {
  expect(await identifyCluster(cluster(true), 'production')).toEqual({
    trouble: expect.stringContaining('refuses the rehearsal cluster, which prod-eu is'),
  });
});
