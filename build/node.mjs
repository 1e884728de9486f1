import { existsSync, readFileSync } from 'node:fs';
import { inTree, root } from './paths.mjs';
import { lastLines, npm, run } from './run.mjs';
import { StartTrouble } from './trouble.mjs';

const windows = process.platform === 'win32';

/** The program that package `node` puts into node_modules. */
const program = () => inTree('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

const wanted = () => JSON.parse(readFileSync(inTree('package.json'), 'utf8')).devDependencies.node;

const works = async () =>
  existsSync(program()) &&
  existsSync(inTree('node_modules', '.bin', windows ? 'node.cmd' : 'node')) &&
  (await run(program(), ['--version'])).output.trim() === `v${wanted()}`;

/**
 * Node 24, on which engine, rehearsal, tests and bundler run; the machine's own may be older.
 * The npm package `node` fetches it with its own install script, which is run here by name: npm 10 would run every
 * package's scripts, npm 12 none that is not approved.
 * @returns {Promise<string>} path of the program
 */
export const ensureNode = async () => {
  if (await works()) return program();
  console.log(`Getting Node.js ${wanted()} ...`);
  const folder = inTree('node_modules', 'node');
  const { version } = JSON.parse(readFileSync(inTree('node_modules', 'node', 'package.json'), 'utf8'));
  const fetched = await run(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: folder,
    env: { ...process.env, npm_config_ignore_scripts: 'true', npm_config_audit: 'false', npm_config_fund: 'false' },
    progress: `still getting Node.js ${version}`,
    limitMs: 10 * 60_000,
  });
  // The link in node_modules/.bin is not made while the program is missing: have npm make it now.
  const linked = await run(npm, ['rebuild', '--ignore-scripts', 'node'], { cwd: root, limitMs: 5 * 60_000 });
  if (!(await works())) {
    throw new StartTrouble(
      `Node.js ${version} could not be put into node_modules.`,
      lastLines(`${fetched.output}\n${linked.output}`),
      'Check that npm reaches its registry (npm ping), remove the folder node_modules/node and type the same command again.',
    );
  }
  return program();
};
