import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTree } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/** Programs that build, start and stop a real Kubernetes API server on loopback; beside the checkout, where they exist. */
const folder = inTree('..', 'shared', 'kubernetes');
/** It takes its first port and the twenty after it. */
const portsInARow = 21;

/** @param {number} port */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

const freePorts = async () => {
  for (let first = 17_000 + (process.pid % 400) * 25; first < 60_000; first += 25) {
    const row = await Promise.all(Array.from({ length: portsInARow }, (_, index) => isFree(first + index)));
    if (row.every(Boolean)) return first;
  }
  throw new Error('No 21 free ports in a row on 127.0.0.1.');
};

/**
 * @typedef {object} TestCluster
 * @property {string | null} kubeconfig null: there is none
 * @property {import('./test.mjs').PartResult[]} parts what has to be said about it
 * @property {() => void} stop
 */

/**
 * @param {string} what
 * @param {string} why
 * @returns {TestCluster}
 */
const without = (what, why) => {
  console.log(`  ${what}: ${why}`);
  const remarks = [`${what}, so neither the contract tests nor a rehearsal ran on a real API server: ${why}`];
  return {
    kubeconfig: null,
    parts: [{ name: 'real Kubernetes', passed: 0, failed: 0, skipped: 2, remarks }],
    stop: () => undefined,
  };
};

/**
 * Starts a real API server where the programs for it are there. A failed build is said and counted as skipped. It has a
 * folder and ports of its own, and is stopped when this script ends, however that comes (a `kill -9` aside).
 * @returns {Promise<TestCluster>}
 */
export const startTestCluster = async () => {
  if (!existsSync(join(folder, 'up'))) return { kubeconfig: null, parts: [], stop: () => undefined };
  console.log('\n=== a real Kubernetes API server (built once for this machine, about 7 minutes)');
  const built = await run('bash', [join(folder, 'build')], {
    progress: 'still building Kubernetes',
    limitMs: 30 * 60_000,
  });
  if (built.code !== 0)
    return without(
      'Kubernetes could not be built',
      built.timedOut ? 'not within 30 minutes' : lastLines(built.output, 4),
    );
  const state = mkdtempSync(join(tmpdir(), 'tminus-kubernetes-'));
  const kubeconfig = join(state, 'kubeconfig');
  const env = {
    ...process.env,
    K8S_RUN: join(state, 'run'),
    K8S_KUBECONFIG: kubeconfig,
    K8S_PORT: String(await freePorts()),
  };
  let isStopped = false;
  const stop = () => {
    if (isStopped) return;
    isStopped = true;
    spawnSync('bash', [join(folder, 'down')], { env, timeout: 60_000, stdio: 'ignore' });
    rmSync(state, { recursive: true, force: true });
  };
  process.once('exit', stop);
  const up = await run('bash', [join(folder, 'up')], { env, progress: 'still starting', limitMs: 3 * 60_000 });
  if (up.code !== 0) {
    stop();
    return without('Kubernetes could not be started', up.timedOut ? 'not within 3 minutes' : lastLines(up.output, 4));
  }
  console.log('  it is up');
  return { kubeconfig, parts: [], stop };
};
