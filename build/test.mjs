/**
 * `npm test`: everything that has to hold. Gets what is missing as `npm start` does, then runs types, lint, unit,
 * contract, fault and end-to-end tests, each as a whole process, one after the other; where a real Kubernetes API server
 * can be had, contract tests and a whole rehearsal run on it too, and where Debian's Prometheus, Alertmanager and dnsmasq
 * can be had, the probes are tested against them. The last line is `N passed, N failed`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureBundle } from './bundle.mjs';
import { startVirtualDisplay } from './display.mjs';
import { describeElectron } from './electron.mjs';
import { inTree } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { stopChildrenOnSignals } from './run.mjs';
import { hasDisplay } from './system.mjs';
import { startTestCluster } from './test-cluster.mjs';
import { checkPart, projectPart, rehearsalPart } from './test-parts.mjs';
import { ensureTestServers } from './test-servers.mjs';
import { explain } from './trouble.mjs';

/**
 * @typedef {object} PartResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} remarks what failed or was left out, and why
 */

/** @param {PartResult} part */
const report = (part) => {
  const counts = `${part.passed} passed, ${part.failed} failed${part.skipped > 0 ? `, ${part.skipped} skipped` : ''}`;
  console.log(`${part.failed > 0 ? 'FAILED' : 'ok    '}  ${part.name.padEnd(22)} ${counts}`);
  for (const remark of part.remarks) console.log(`          ${remark}`);
};

/**
 * @param {PartResult[]} parts
 * @returns {number} the exit code: 0 only if something ran and nothing failed
 */
const sumUp = (parts) => {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  console.log('\n=== in short');
  for (const part of parts) {
    report(part);
    sum.passed += part.passed;
    sum.failed += part.failed;
    sum.skipped += part.skipped;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
};

const main = async () => {
  stopChildrenOnSignals();
  const { node, electron } = await prepare();
  await ensureBundle(node);
  console.log(`Testing on ${describeElectron(electron)}.`);
  const out = inTree('out', 'test');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, TMINUS_NODE: node };
  if (!hasDisplay()) env.DISPLAY = (await startVirtualDisplay()).display;

  /** @type {PartResult[]} */
  const parts = [];
  parts.push(await checkPart('types', env), await checkPart('lint', env));
  parts.push(await projectPart('unit', { node, env, out }));
  parts.push(...(await ensureTestServers()));
  const cluster = await startTestCluster();
  parts.push(...cluster.parts);
  if (cluster.kubeconfig !== null) env.TMINUS_TEST_KUBECONFIG = cluster.kubeconfig;
  try {
    parts.push(await projectPart('contract', { node, env, out }));
    if (cluster.kubeconfig !== null) parts.push(await rehearsalPart(cluster.kubeconfig, { node, env, out }));
  } finally {
    cluster.stop();
  }
  delete env.TMINUS_TEST_KUBECONFIG;
  parts.push(await projectPart('faults', { node, env, out }));
  parts.push(await projectPart('e2e', { node, env, out }));
  return sumUp(parts);
};

main().then(
  (code) => process.exit(code),
  (error) => {
    const code = explain(error);
    console.log('0 passed, 1 failed');
    process.exit(code);
  },
);
