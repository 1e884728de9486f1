import { afterAll, beforeAll, describe, test } from 'vitest';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import type { ProbeCheck } from '#shared/domain/plan/probe.ts';
import { lookAt } from '../../probes/support/look-at.ts';
import type { ClusterUnderTest } from './cluster-under-test.ts';
import { type Bench, good } from './kubernetes-bench.ts';
import { value } from './run-context.ts';

const nobody = 'http://127.0.0.1:9';
const connect = async (at: { kubeconfig: string; context: string; namespace: string }): Promise<Outside> =>
  value(
    await connectOutside({
      kubeconfig: at.kubeconfig,
      context: at.context,
      namespace: at.namespace,
      prometheus: { url: nobody },
      flags: { service: 'unleash', url: nobody, token: 'none', project: 'none' },
      monitors: [],
    }),
  );

/** A Job whose one pod ends with this code: hollow nodes read it from the environment, the rehearsal from the image's name. */
async function runJob({ custom, namespace }: ClusterUnderTest, name: string, exitCode: 0 | 1): Promise<void> {
  const image = exitCode === 0 ? good : 'registry.example/fail:1.0';
  const env = [
    { name: 'SIM_EXIT_AFTER_MS', value: '500' },
    { name: 'SIM_EXIT_CODE', value: String(exitCode) },
  ];
  const spec = {
    backoffLimit: 0,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image, env }] } },
  };
  const body = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec };
  await custom.createNamespacedCustomObject({ group: 'batch', version: 'v1', namespace, plural: 'jobs', body });
}

/** What the probes find in a cluster, on every cluster. */
export function probeContract(open: () => Bench): void {
  describe('probes', () => {
    let outside: Outside;
    let proxied: Outside;
    beforeAll(async () => {
      const { cluster, proxy } = open();
      outside = await connect(cluster);
      proxied = await connect({ ...proxy, namespace: cluster.namespace });
    });
    afterAll(async () => {
      await outside?.close();
      await proxied?.close();
    });
    const look = (check: ProbeCheck, through = outside) => lookAt(check, { outside: through, timeoutMs: 10_000 });
    const verdict = async (check: ProbeCheck) => (await look(check)).verdict;
    const settles = { timeout: 40_000, interval: 300 };

    test.concurrent('pods are good when all are ready; a Deployment that is missing or has none is not', async ({
      expect,
    }) => {
      const [name, none] = [await open().deployed('probed', 2), await open().deployed('probed-none', 0)];
      const pods = (...deployments: string[]): ProbeCheck => ({ kind: 'pods-healthy', deployments });
      await expect.poll(() => look(pods(name)), settles).toMatchObject({ verdict: 'good', text: /^2 pods of 1/ });
      expect(await look(pods(name, 'nobody'))).toMatchObject({
        verdict: 'bad',
        text: 'there is no Deployment nobody.',
      });
      await expect.poll(() => verdict(pods(name, none)), settles).toBe('unknown');
    });

    test.concurrent('pods that crash or can not pull their image are bad, in the words of the cluster', async ({
      expect,
    }) => {
      const crashing = await open().deployed('probed-crash', 1, 'registry.example/crash:1.0');
      const missing = await open().deployed('probed-missing', 1, 'registry.example/missing:1.0');
      await expect
        .poll(() => look({ kind: 'pods-healthy', deployments: [missing] }), settles)
        .toMatchObject({ verdict: 'bad', text: /ImagePull/ });
      await expect
        .poll(() => look({ kind: 'pods-healthy', deployments: [crashing] }), settles)
        .toMatchObject({ verdict: 'bad', text: /CrashLoopBackOff|exit code/ });
    });

    test.concurrent('a Deployment is available with the replicas that are wanted', async ({ expect }) => {
      const [name, canary] = [await open().deployed('probed-two', 2), await open().deployed('probed-canary', 0)];
      const available = (deployment: string, replicas?: number): ProbeCheck => ({
        kind: 'deployment-available',
        deployments: [deployment],
        ...(replicas === undefined ? {} : { replicas }),
      });
      await expect.poll(() => verdict(available(name)), settles).toBe('good');
      expect(await verdict(available(name, 2))).toBe('good');
      expect(await look(available(name, 0))).toMatchObject({ verdict: 'bad', text: `${name} has 2 replicas, not 0.` });
      await expect.poll(() => verdict(available(canary, 0)), settles).toBe('good');
      const never = await open().deployed('probed-never', 1, 'registry.example/notready:1.0');
      await expect.poll(() => verdict(available(never)), settles).toBe('bad');
    });

    test.concurrent('an image that a pod runs can be had; one that nobody has and no registry knows is unknown', async ({
      expect,
    }) => {
      await open().deployed('probed-image', 1, 'registry.example/probed:1.7');
      await expect
        .poll(() => look({ kind: 'image', images: ['registry.example/probed:1.7'] }), settles)
        .toMatchObject({ verdict: 'good', text: /^registry\.example\/probed:1\.7 runs in probed-image-/ });
      await open().deployed('probed-waiting', 1, 'registry.example/missing:1.8');
      expect(await look({ kind: 'image', images: ['registry.example/missing:1.8'] })).toMatchObject({
        verdict: 'unknown',
      });
    });

    test.concurrent('a Secret is found without its values being sent', async ({ expect }) => {
      const { core, namespace } = open().cluster;
      await core.createNamespacedSecret({
        namespace,
        body: { metadata: { name: 'launch-key' }, stringData: { key: 's3cr3t-value' } },
      });
      // Good only if what came back was metadata alone: see the next test.
      expect(await look({ kind: 'secret', secrets: ['launch-key'] })).toMatchObject({
        verdict: 'good',
        text: 'There: launch-key.',
      });
      expect(await look({ kind: 'secret', secrets: ['launch-key', 'no-key'] })).toMatchObject({
        verdict: 'bad',
        text: 'There is no Secret no-key.',
      });
    });

    test('a server that sends the values all the same is not believed, nor shown', async ({ expect }) => {
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, data: { key: 'czNjcjN0' } };
      open().proxy.next(({ path }) => path.includes('/secrets/'), {
        kind: 'answer',
        status: 200,
        body: JSON.stringify(secret),
      });
      const seen = await look({ kind: 'secret', secrets: ['x'] }, proxied);
      expect(seen).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('by hand') });
      expect(seen.text).not.toContain('czNjcjN0');
    });

    test.concurrent('a Job is good when it has succeeded lately, bad when it failed or is not there', async ({
      expect,
    }) => {
      await runJob(open().cluster, 'backup', 0);
      await runJob(open().cluster, 'restore', 1);
      await expect
        .poll(() => look({ kind: 'job', job: 'backup', withinMs: 600_000 }), settles)
        .toMatchObject({ verdict: 'good', text: /^backup succeeded \d+ s ago\.$/ });
      expect(await look({ kind: 'job', job: 'backup', withinMs: 0 })).toMatchObject({ verdict: 'bad' });
      await expect
        .poll(() => look({ kind: 'job', job: 'restore' }), settles)
        .toMatchObject({ verdict: 'bad', text: /^restore failed/ });
      expect(await look({ kind: 'job', job: 'nobody' })).toMatchObject({
        verdict: 'bad',
        text: /no jobs\.batch\/nobody/,
      });
    });

    test.concurrent('an autoscaler that can not scale is bad and says why', async ({ expect }) => {
      const { custom, namespace } = open().cluster;
      const spec = {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nobody' },
        minReplicas: 1,
        maxReplicas: 3,
      };
      const body = { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'lost' }, spec };
      const plural = 'horizontalpodautoscalers';
      await custom.createNamespacedCustomObject({ group: 'autoscaling', version: 'v1', namespace, plural, body });
      await expect
        .poll(() => look({ kind: 'autoscaler', names: ['lost'] }), { timeout: 40_000 })
        .toMatchObject({ verdict: 'bad', text: /^lost is not AbleToScale: / });
      expect(await look({ kind: 'autoscaler', names: ['nobody'] })).toMatchObject({
        verdict: 'bad',
        text: 'there is no autoscaler nobody.',
      });
    });

    test('nothing in a cluster is good while it hangs, refuses or is not there', async ({ expect }) => {
      const { proxy, cluster } = open();
      const checks: ProbeCheck[] = [
        { kind: 'pods-healthy', deployments: ['nobody'] },
        { kind: 'deployment-available', deployments: ['nobody'] },
        { kind: 'secret', secrets: ['x'] },
        { kind: 'job', job: 'backup' },
        { kind: 'autoscaler', names: ['lost'] },
      ];
      for (const trouble of [{ kind: 'hang' }, { kind: 'lose-request' }] as const) {
        proxy.next(() => true, trouble, 100);
        const seen = await Promise.all(checks.map((check) => lookAt(check, { outside: proxied, timeoutMs: 500 })));
        expect(seen.map((one) => one.verdict)).toEqual(checks.map(() => 'unknown'));
        proxy.clear();
      }
      if (cluster.powerlessContext === undefined) return;
      const viewer = await connect({ ...cluster, context: cluster.powerlessContext });
      for (const check of checks)
        expect(await look(check, viewer)).toMatchObject({ verdict: 'unknown', text: expect.stringMatching(/may not/) });
      await viewer.close();
    });
  });
}
