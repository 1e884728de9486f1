import { defineConfig } from 'vitest/config';

/** Unit tests need nothing; contract and fault tests start real servers on loopback; e2e starts the real Electron. */
const project = (name: string, include: string[], timeoutMs: number, exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude, testTimeout: timeoutMs, hookTimeout: timeoutMs, fileParallelism: name === 'unit' },
});

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      project(
        'unit',
        ['test/shared/**/*.test.ts', 'test/electron/**/*.test.ts', 'test/renderer/**/*.test.{ts,tsx}'],
        20_000,
        ['test/**/*.contract.test.ts'],
      ),
      project('contract', ['test/**/*.contract.test.ts'], 60_000),
      project('faults', ['test/faults/**/*.test.ts'], 120_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 240_000),
    ],
  },
});
