import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, run } from './run.mjs';
import { StartTrouble } from './trouble.mjs';

/** Debian's names of what Electron needs; later releases renamed some, so the first one that exists is taken. */
const libraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
];

/** @param {string} name */
export const onPath = (name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, name)));

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/**
 * The shared libraries that a program asks for and this machine lacks.
 * @param {string} program
 */
const missingLibraries = async (program) => {
  if (!onPath('ldd')) return [];
  const { output } = await run('ldd', [program]);
  return output
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0] ?? line);
};

/** @type {Promise<unknown> | null} */
let updated = null;

/**
 * Installs packages of Debian, after one update of its lists. Only for root on a system with apt-get.
 * @param {readonly string[]} names
 */
export const aptInstall = async (names) => {
  await aptUpdate();
  // A machine that has just come up may still be installing its own updates: waited for.
  const words = ['-qq', '-o', 'DPkg::Lock::Timeout=180', 'install', '-y', '--no-install-recommends', ...names];
  return run('apt-get', words, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    progress: 'still installing',
    limitMs: 15 * 60_000,
  });
};

const aptUpdate = () => {
  updated ??= run('apt-get', ['-qq', 'update'], { progress: 'still updating the package lists', limitMs: 5 * 60_000 });
  return updated;
};

/** @param {readonly string[]} names */
const firstKnown = async (names) => {
  for (const name of names) {
    const { output } = await run('apt-cache', ['policy', name]);
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return names.at(-1) ?? '';
};

/** @param {readonly string[][]} groups */
const debianNames = async (groups) => Promise.all(groups.map(firstKnown));

/**
 * Has what Electron needs of the system: shared libraries and, where there is no display, Xvfb. Installs them as root on
 * a Debian-like system; elsewhere says the command to type.
 * @param {string} program the Electron
 * @returns {Promise<void>}
 */
export const ensureSystem = async (program) => {
  if (process.platform !== 'linux') return;
  const lacking = await missingLibraries(program);
  const needsXvfb = !hasDisplay() && !onPath('Xvfb');
  if (lacking.length === 0 && !needsXvfb) return;
  const groups = [...(lacking.length > 0 ? libraries : []), ...(needsXvfb ? [['xvfb']] : [])];
  const why = [
    ...(lacking.length > 0 ? [`this system lacks ${lacking.join(', ')}`] : []),
    ...(needsXvfb ? ['there is no display, and Xvfb, which makes a virtual one, is not installed'] : []),
  ].join('; ');
  if (!onPath('apt-get')) {
    throw new StartTrouble(
      'Electron cannot run on this system yet.',
      why,
      `Install, with your system's package manager: ${groups.map((names) => names.at(-1)).join(' ')} (Debian's names).`,
    );
  }
  if (process.getuid?.() !== 0) {
    const names = (await debianNames(groups)).join(' ');
    throw new StartTrouble('Electron cannot run on this system yet.', why, `sudo apt-get install -y ${names}`);
  }
  console.log(`Getting what Electron needs of the system (${why}) ...`);
  await aptUpdate();
  const names = await debianNames(groups);
  const result = await aptInstall(names);
  if (result.code !== 0) {
    throw new StartTrouble(
      'apt-get could not install what Electron needs.',
      lastLines(result.output),
      `apt-get install -y ${names.join(' ')}`,
    );
  }
};
