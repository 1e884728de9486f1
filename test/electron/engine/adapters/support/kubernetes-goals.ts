import { describe, expect, test } from 'vitest';
import { createApplyKind } from '#engine/adapters/kubernetes/apply.ts';
import { type Connection, connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { createPatchKind } from '#engine/adapters/kubernetes/patch.ts';
import { createPinAutoscalerKind } from '#engine/adapters/kubernetes/pin-autoscaler.ts';
import { createRestoreKind } from '#engine/adapters/kubernetes/restore.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { createSyncKind } from '#engine/adapters/kubernetes/sync.ts';
import type { RunOutcome } from '#engine/adapters/operation-kind.ts';
import type { Noted } from '#shared/domain/operation/plan.ts';
import type { RestoreSpec } from '#shared/domain/operation/spec.ts';
import {
  hasArgo,
  makeApplication,
  makeAutoscaler,
  makeDeployment,
  patchDeployment,
  storedDeployment,
} from './cluster-under-test.ts';
import { isPatch } from './faulty-proxy.ts';
import { type Bench, good } from './kubernetes-bench.ts';
import { never, runContext, value } from './run-context.ts';

type Asked = { readonly method: string; readonly path: string };
const back = (deployment: string): RestoreSpec => ({
  ...{ kind: 'kubernetes.restore', deployment, readyTimeoutMs: 30_000 },
});
const isCreate = ({ method, path }: Asked): boolean =>
  method === 'POST' && path.includes('/deployments?') && !path.includes('dryRun');
const goal = () => runContext({ isGoal: true });
/** How a Deployment was that isn't there: its manifest, with a count. */
const noted = (bench: Bench, name: string, replicas: number): Noted => {
  const labels = { app: name };
  const spec = { terminationGracePeriodSeconds: 1, containers: [{ name: 'app', image: good }] };
  return {
    replicas,
    manifest: {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: bench.cluster.namespace, labels } },
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
    },
  };
};

/** What a rollback must come to although the world moves, on every cluster. */
export function goalContract(open: () => Bench): void {
  describe('a rollback in a world that moves', () => {
    test('pods that an autoscaler adds while stable comes back are waited for, and are no failure', async () => {
      const bench = open();
      const name = await bench.deployed('growing', 0);
      const kind = createRestoreKind(bench.proxied, () => ({ [name]: noted(bench, name, 1) }));
      const grow = () => patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 2 }]);
      bench.proxy.next(({ path }) => path.includes('/pods'), { kind: 'after', first: grow });
      expect(await kind.run(back(name), null, goal())).toMatchObject({ kind: 'done' });
      expect((await storedDeployment(bench.cluster, name)).status?.readyReplicas).toBe(2);
    });

    test('fewer pods than were noted are told: somebody takes them away', async () => {
      const bench = open();
      const name = await bench.deployed('shrinking', 0);
      const kind = createRestoreKind(bench.proxied, () => ({ [name]: noted(bench, name, 2) }));
      const shrink = () => patchDeployment(bench.cluster, name, [{ op: 'replace', path: '/spec/replicas', value: 1 }]);
      bench.proxy.next(({ path }) => path.includes('/pods'), { kind: 'after', first: shrink });
      expect(await kind.run(back(name), null, goal())).toMatchObject({
        ...{ kind: 'not-effective', seen: [{ expected: 'at least 2' }] },
      });
    });

    test('somebody who is quicker and makes it with more pods keeps them', async () => {
      const bench = open();
      const name = bench.fresh('quicker');
      const kind = createRestoreKind(bench.proxied, () => ({ [name]: noted(bench, name, 1) }));
      bench.proxy.next(isCreate, { kind: 'after', first: () => makeDeployment(bench.cluster, name, good, 3) });
      expect(await kind.run(back(name), null, goal())).toMatchObject({ kind: 'done' });
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(3);
    });

    test('cancelled while the answer to making it is lost, it is not made a second time', async () => {
      const bench = open();
      const name = bench.fresh('cancelled-making');
      const kind = createRestoreKind(bench.proxied, () => ({ [name]: noted(bench, name, 1) }));
      const context = goal();
      const cancelling = {
        ...context,
        progress: (line: string) => void (/may not have/.test(line) && context.cancel()),
      };
      const before = bench.proxy.seen.filter(isCreate).length;
      bench.proxy.next(isCreate, { kind: 'lose-request' });
      expect(await kind.run(back(name), null, cancelling)).toMatchObject({ kind: 'unknown' });
      expect(bench.proxy.seen.filter(isCreate).length - before).toBe(1);
    });

    test.concurrent('one without pods and without a note has not come back', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('empty', 0);
      const kind = createRestoreKind(bench.direct, () => ({}));
      expect(value(await kind.look(back(name), null, never())).applied).toBe('no');
    });

    test('the first request that gets no answer does not end it', async () => {
      const bench = open();
      const name = await bench.deployed('first-lost', 1);
      await makeAutoscaler(bench.cluster, name, { minimum: 1, maximum: 3 });
      const lossy: Connection[] = [];
      /** A connection that knows nothing of the cluster yet, and whose first requests get lost. */
      const losing = async (): Promise<Connection> => {
        const { kubeconfig, context } = bench.proxy;
        const { namespace } = bench.cluster;
        const connection = value(await connectKubernetes({ kubeconfig, context, namespace }, 2_000));
        lossy.push(connection);
        bench.proxy.clear();
        bench.proxy.next((asked) => !isPatch(asked), { kind: 'lose-request' });
        return connection;
      };
      const config = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: bench.fresh('settings') },
        data: { a: 'b' },
      };
      const object = { kind: 'Deployment', name };
      const path = ['spec', 'minReadySeconds'];
      const readyTimeoutMs = 30_000;
      const runs: (readonly [string, (at: Connection) => Promise<RunOutcome>])[] = [
        [
          'apply',
          (at) =>
            createApplyKind(at).run({ kind: 'kubernetes.apply', objects: [config], readyTimeoutMs }, null, goal()),
        ],
        [
          'patch',
          (at) =>
            createPatchKind(at).run({ kind: 'kubernetes.patch', object, fields: [{ path, value: '1' }] }, null, goal()),
        ],
        [
          'pin',
          (at) =>
            createPinAutoscalerKind(at).run({ kind: 'kubernetes.pin-autoscaler', deployment: name }, null, goal()),
        ],
        [
          'scale',
          (at) => {
            const replicas = { percent: 100, percentOf: name };
            return createScaleKind(at).run(
              { kind: 'kubernetes.scale', deployment: name, replicas, readyTimeoutMs },
              null,
              goal(),
            );
          },
        ],
      ];
      if (await hasArgo(bench.cluster)) {
        const { namespace } = bench.cluster;
        await makeApplication(bench.cluster, name, { automated: { selfHeal: true } });
        const sync = { kind: 'argo.sync', application: name, namespace, automated: 'suspended' } as const;
        runs.push(['sync', (at) => createSyncKind(at).run(sync, null, goal())]);
      }
      const ended: string[] = [];
      for (const [what, run] of runs) ended.push(`${what} ${(await run(await losing())).kind}`);
      for (const one of lossy) one.close();
      expect(ended).toEqual(runs.map(([what]) => `${what} done`));
    });
  });
}
