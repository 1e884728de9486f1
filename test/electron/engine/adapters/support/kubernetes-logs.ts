import { describe, expect, test } from 'vitest';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
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
      const lines: string[] = [];
      const abort = new AbortController();
      const following = createCluster(bench.proxied).followLogs(
        [name],
        (line) => lines.push(`${line.pod} ${line.text}`),
        abort.signal,
      );
      await expect.poll(() => lines.length, { timeout: 20_000 }).toBeGreaterThan(0);
      const before = lines.length;
      bench.proxy.breakConnections();
      await expect.poll(() => lines.length, { timeout: 25_000 }).toBeGreaterThan(before);
      abort.abort();
      await following;
      expect(lines.every((line) => line.startsWith(name))).toBe(true);
    });
  });
}
