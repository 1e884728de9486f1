import { describe, expect, test } from 'vitest';
import { createPodLogs } from '#engine/adapters/kubernetes/logs.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { hearLogs } from './heard-logs.ts';
import type { Bench } from './kubernetes-bench.ts';
import { scale } from './kubernetes-bench.ts';
import { runContext } from './run-context.ts';

/** How we follow logs, on every cluster. */
export function logContract(open: () => Bench): void {
  describe('logs', () => {
    test('they are followed over a broken connection without a line twice, until aborted', async () => {
      const bench = open();
      const name = await bench.deployed('talker', 1);
      await createScaleKind(bench.direct).run(scale(name, 1), null, runContext({ isGoal: true }));
      const logs = hearLogs(createPodLogs(bench.proxied), [name]);
      await expect.poll(() => logs.entries.length, { timeout: 20_000 }).toBeGreaterThan(0);
      const before = logs.entries.length;
      bench.proxy.breakConnections();
      await expect.poll(() => logs.entries.length, { timeout: 25_000 }).toBeGreaterThan(before);
      await logs.stop();
      expect(logs.entries.every(({ pod, app }) => pod.startsWith(name) && app === name)).toBe(true);
    });
  });
}
