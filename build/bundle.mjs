/**
 * Builds what Electron runs: main, preload, engine, rehearsal into .vite/build and the windows into .vite/renderer.
 * `npm run build` always builds; `ensureBundle` (npm start, npm test) only when a source has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inTree } from './paths.mjs';
import { run } from './run.mjs';
import { explain, StartTrouble } from './trouble.mjs';

const parts = ['main', 'preload', 'engine', 'rehearsal', 'renderer'];
const sources = [
  'electron',
  'renderer',
  'shared',
  'build/vite',
  'build/bundle.mjs',
  'package.json',
  'package-lock.json',
];
const stampFile = inTree('.vite', 'built-from');

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
const addTo = (hash, path) => {
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0');
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) addTo(hash, join(path, entry.name));
};

/** Changes when any source of the bundles does. */
export const sourcesHash = () => {
  const hash = createHash('sha256');
  for (const source of sources) addTo(hash, inTree(source));
  return hash.digest('hex');
};

const results = [
  ...['main.cjs', 'preload.cjs', 'engine.mjs', 'rehearsal.mjs'].map((name) => `build/${name}`),
  'renderer/index.html',
  'renderer/wall.html',
];

/** True when the bundles are those of the sources as they are. */
const isCurrent = () =>
  existsSync(stampFile) &&
  results.every((result) => existsSync(inTree('.vite', result))) &&
  readFileSync(stampFile, 'utf8') === sourcesHash();

/**
 * Builds when a source changed since the last time. Vite wants Node 22, so it runs in a process of its own.
 * @param {string} node Node 24
 */
export const ensureBundle = async (node) => {
  if (isCurrent()) return;
  console.log('Building the app ...');
  const built = await run(node, [inTree('build', 'bundle.mjs')], { progress: 'still building', limitMs: 10 * 60_000 });
  if (built.code !== 0) {
    process.stderr.write(built.output);
    throw new StartTrouble(
      'The app could not be built.',
      built.timedOut ? 'It took more than 10 minutes.' : 'See above.',
      'Correct the source that is named, then try again.',
    );
  }
};

/**
 * The bundler's message without its colours, its pictures and its own stack.
 * @param {unknown} error
 */
const plainWords = (error) =>
  stripVTControlCharacters(error instanceof Error ? error.message : String(error))
    .split('\n')
    .filter((line) => line.trim() && !/^\s*(\d+: <unknown>|at |Stack backtrace|\d+: \w+$)/.test(line))
    .slice(0, 12)
    .join('\n              ');

const bundle = async () => {
  const hash = sourcesHash();
  const { build } = await import('vite');
  rmSync(stampFile, { force: true });
  // Parts of the engine that are no longer made would be packaged with it.
  rmSync(inTree('.vite', 'build'), { recursive: true, force: true });
  for (const part of parts) {
    await build({ configFile: inTree('build', 'vite', `${part}.config.ts`) }).catch((error) => {
      throw new StartTrouble(
        `The part "${part}" could not be built.`,
        plainWords(error),
        'Correct the source, then try again.',
      );
    });
  }
  writeFileSync(stampFile, hash);
  console.log('Built .vite/build and .vite/renderer.');
};

if (process.argv[1] === inTree('build', 'bundle.mjs')) {
  bundle().catch((error) => {
    process.exitCode = explain(error);
  });
}
