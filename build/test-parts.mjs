import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inTree, root } from './paths.mjs';
import { npm, run } from './run.mjs';

/**
 * @typedef {object} Means
 * @property {string} node Node 24
 * @property {NodeJS.ProcessEnv} env
 * @property {string} out folder for what the parts leave behind
 */

const minutes = 60_000;

/**
 * One of the checks of package.json that pass or fail as a whole.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./test.mjs').PartResult>}
 */
export const checkPart = async (name, env) => {
  console.log(`\n=== ${name}`);
  const { code, timedOut } = await run(npm, ['run', '-s', name], { cwd: root, env, show: true, limitMs: 10 * minutes });
  const failed = code === 0 && !timedOut ? 0 : 1;
  return {
    name,
    passed: 1 - failed,
    failed,
    skipped: 0,
    remarks: failed ? [`see above; again with: npm run ${name}`] : [],
  };
};

const remarkLines = 20;

/**
 * Why a test failed, in the few lines that fit into the summary: of a long output its end is often all that is at hand.
 * @param {readonly unknown[] | undefined} messages each with its stack
 * @returns {string[]}
 */
const whyOf = (messages) => {
  const lines = stripVTControlCharacters((messages ?? []).join('\n')).split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.includes('node_modules'))
    .slice(0, remarkLines)
    .map((line) => `  ${line.slice(0, 240)}`);
};

/**
 * The counts in what Vitest's JSON reporter wrote. A file that could not even be loaded counts as one failure, since its
 * tests are not among the counts.
 * @param {string} reportFile
 */
const readCounts = (reportFile) => {
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  /** @type {string[]} */
  const remarks = [];
  let broken = 0;
  for (const suite of report.testResults) {
    const failures = suite.assertionResults.filter((/** @type {{status: string}} */ test) => test.status === 'failed');
    const file = suite.name.replace(`${root}/`, '');
    for (const test of failures) remarks.push(`${file}: ${test.fullName}`, ...whyOf(test.failureMessages));
    if (suite.status === 'failed' && failures.length === 0) {
      broken += 1;
      remarks.push(file, ...whyOf([suite.message]));
    }
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
    remarks,
  };
};

/**
 * One project of vitest.config.ts. One that has no test although its folder is there has failed.
 * @param {string} name
 * @param {Means} means
 * @returns {Promise<import('./test.mjs').PartResult>}
 */
export const projectPart = async (name, { node, env, out }) => {
  console.log(`\n=== ${name}`);
  const folder = { unit: 'test', contract: 'test', faults: 'test/faults', e2e: 'test/e2e' }[name] ?? 'test';
  if (!existsSync(inTree(folder))) {
    return { name, passed: 0, failed: 0, skipped: 0, remarks: [`there is no ${folder} yet`] };
  }
  const file = join(out, `${name}.json`);
  const words = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, timedOut } = await run(node, [inTree('node_modules', 'vitest', 'vitest.mjs'), ...words], {
    cwd: root,
    env,
    show: true,
    limitMs: 40 * minutes,
  });
  const counts = existsSync(file) ? readCounts(file) : { passed: 0, failed: 0, skipped: 0, remarks: [] };
  if (timedOut) counts.remarks.push('stopped: it took more than 40 minutes');
  else if (counts.passed + counts.failed === 0) counts.remarks.push('no test ran');
  else if (code !== 0 && counts.failed === 0)
    counts.remarks.push(`Vitest ended with code ${code} although no test failed`);
  else return { name, ...counts };
  return { name, ...counts, failed: counts.failed + 1 };
};

/**
 * A whole launch without a window on a real API server: passes when the command says that it ended as it should.
 * @param {string} kubeconfig
 * @param {Means} means
 * @returns {Promise<import('./test.mjs').PartResult>}
 */
export const rehearsalPart = async (kubeconfig, { node, env, out }) => {
  const name = 'rehearse on Kubernetes';
  console.log(`\n=== ${name}`);
  const program = inTree('electron', 'cli', 'tminus.ts');
  if (!existsSync(program))
    return { name, passed: 0, failed: 0, skipped: 1, remarks: ['there is no electron/cli/tminus.ts yet'] };
  const folder = join(out, 'rehearsal');
  mkdirSync(folder, { recursive: true });
  const words = ['rehearse', '--kubeconfig', kubeconfig, '--speed', '60', '--out', folder];
  const { code, timedOut } = await run(node, [program, ...words], {
    cwd: root,
    env,
    show: true,
    limitMs: 20 * minutes,
  });
  const ended = existsSync(join(folder, 'result.json'))
    ? JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'))
    : {};
  const isGood = code === 0 && ended.outcome === 'launched' && String(ended.weightsSeen) === '5,25,50,100';
  const why = timedOut
    ? 'not done within 20 minutes'
    : `exit code ${code}, outcome ${ended.outcome}, weights seen ${ended.weightsSeen}`;
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0, remarks: isGood ? [] : [why] };
};
