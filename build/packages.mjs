import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inTree, root } from './paths.mjs';
import { lastLines, npm, run } from './run.mjs';
import { StartTrouble } from './trouble.mjs';

const stampFile = inTree('node_modules', '.tminus-packages');

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(inTree('package-lock.json')))
    .digest('hex');

/**
 * The exact versions that a lock file asks for; optional ones (other platforms) aside.
 * @param {string} file
 * @returns {Map<string, string>}
 */
const versions = (file) => {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const found = new Map();
  for (const [path, entry] of Object.entries(lock.packages ?? {})) {
    if (path !== '' && !entry.optional && !entry.devOptional) found.set(path, entry.version);
  }
  return found;
};

/** True when what npm says it installed is what package-lock.json asks for (somebody ran npm by hand, say). */
const installedByHand = () => {
  const installedFile = inTree('node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = versions(installedFile);
  return [...versions(inTree('package-lock.json'))].every(([path, version]) => installed.get(path) === version);
};

/**
 * Has the packages of package-lock.json in node_modules: nothing to do when the stamp carries the lock file's hash.
 * No install script runs, with any npm: the one that is needed (package `node`) is run by node.mjs.
 * @returns {Promise<void>}
 */
export const ensurePackages = async () => {
  const hash = lockHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  if (!installedByHand()) {
    console.log('Getting the packages (1-2 minutes the first time) ...');
    const result = await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      progress: 'still getting packages',
      limitMs: 20 * 60_000,
    });
    if (result.code !== 0) {
      throw new StartTrouble(
        'The packages could not be installed (npm ci).',
        result.timedOut ? 'npm did not end within 20 minutes.' : lastLines(result.output),
        'Check that npm reaches its registry (npm ping), then type the same command again. Behind a proxy: npm config set registry URL.',
      );
    }
    console.log('Packages are here.');
  }
  writeFileSync(stampFile, hash);
};
