import { describe, expect, test } from 'vitest';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import type { Bench } from './kubernetes-bench.ts';
import { subsets } from './kubernetes-bench.ts';
import { value } from './run-context.ts';

/** How we read a cluster, on every cluster. */
export function readingContract(open: () => Bench): void {
  describe('reading', () => {
    test.concurrent('a cluster is known by the UID of its kube-system namespace', async ({ expect }) => {
      const bench = open();
      const identity = value(await createCluster(bench.direct).identity());
      const system = await bench.cluster.core.readNamespace({ name: 'kube-system' });
      expect(identity).toMatchObject({
        context: bench.cluster.context,
        namespace: bench.cluster.namespace,
        uid: system.metadata?.uid,
        isRehearsal: system.metadata?.labels?.['tminus.io/rehearsal'] === 'true',
      });
      expect(identity.version).toMatch(/^v1\./);
      expect(identity.user).not.toBe('');
    });

    test.concurrent('a pod that can not pull its image is a problem in the words of the cluster', async ({
      expect,
    }) => {
      const bench = open();
      const name = await bench.deployed('puller', 1, 'registry.example/missing:1.0');
      await expect
        .poll(
          async () =>
            value(await createCluster(bench.direct).deployments()).find((one) => one.name === name)?.problems[0]
              ?.reason,
          { timeout: 30_000 },
        )
        .toMatch(/ImagePull/);
      const seen = value(await createCluster(bench.direct).deployments()).find((one) => one.name === name);
      expect(seen).toMatchObject({ wanted: 1, ready: 0, images: { app: 'registry.example/missing:1.0' } });
      expect(seen?.problems[0]?.message).toContain('registry.example/missing:1.0');
    });

    test('hundreds of reads use a few connections', async () => {
      const bench = open();
      const before = bench.proxy.seen.length;
      for (let index = 0; index < 40; index += 1) value(await createCluster(bench.proxied).weights('nobody', subsets));
      expect(bench.proxy.seen.length - before).toBeGreaterThanOrEqual(40);
      expect(bench.proxy.connections()).toBeLessThanOrEqual(16);
    });
  });
}
