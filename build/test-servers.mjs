import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from './run.mjs';
import { aptInstall, onPath } from './system.mjs';
import { ensureUnleash, hasPostgres } from './test-unleash.mjs';

/** Servers that the tests start by themselves (for the wall an X server of many monitors), and what they run; Debian's packages that bring them. */
const servers = [
  { program: 'prometheus', package: 'prometheus' },
  { program: 'prometheus-alertmanager', package: 'prometheus-alertmanager' },
  { program: 'prometheus-blackbox-exporter', package: 'prometheus-blackbox-exporter' },
  { program: 'Xorg', package: 'xserver-xorg-core' },
  { program: '/usr/lib/xorg/modules/drivers/dummy_drv.so', package: 'xserver-xorg-video-dummy' },
  { program: 'xrandr', package: 'x11-xserver-utils' },
  { program: 'dnsmasq', package: 'dnsmasq-base' },
  { program: 'dbus-daemon', package: 'dbus-daemon' },
  { program: 'gnome-keyring-daemon', package: 'gnome-keyring' },
  { program: 'initdb', package: 'postgresql' },
  { program: 'curl', package: 'curl' },
];

/** @param {string} program */
const isHere = (program) =>
  (program === 'initdb' && hasPostgres()) ||
  onPath(program) ||
  (program.startsWith('/') && existsSync(program)) ||
  ['/usr/sbin', '/sbin'].some((folder) => existsSync(join(folder, program)));

const missing = () => servers.filter(({ program }) => !isHere(program));

/** Why they can't be installed from here; null when they can. */
const obstacle = () => {
  if (process.platform !== 'linux' || !onPath('apt-get')) return 'this system has no apt-get';
  if (process.getuid?.() !== 0) return 'only root may install them';
  // The packages start services where something manages those; tests have no business to leave them running.
  if (existsSync('/run/systemd/system')) return 'their packages would start services on this system';
  return null;
};

/** PostgreSQL's package makes a cluster of its own and may start it; the tests make theirs. */
const stopWhatWasStarted = async () => {
  if (!onPath('pg_lsclusters')) return;
  const { output } = await run('pg_lsclusters', ['--no-header']);
  for (const line of output.split('\n')) {
    const [version, name, , state] = line.trim().split(/\s+/);
    if (version && name && state?.startsWith('online')) await run('pg_ctlcluster', [version, name, 'stop']);
  }
};

/**
 * @param {string} remark
 * @returns {import('./test.mjs').PartResult}
 */
const left = (remark) => {
  console.log(`  ${remark}`);
  return { name: 'test servers', passed: 0, failed: 0, skipped: 0, remarks: [remark] };
};

/**
 * Has the servers that adapters and probes are tested against. What can't be had is a remark: the tests that need it
 * skip themselves.
 * @returns {Promise<import('./test.mjs').PartResult[]>}
 */
export const ensureTestServers = async () => {
  const parts = await ensurePrograms();
  const trouble = process.platform === 'win32' ? 'PostgreSQL is not started here' : await ensureUnleash();
  return trouble === null ? parts : [...parts, left(`flags were not tested against a real Unleash: ${trouble}`)];
};

/** @returns {Promise<import('./test.mjs').PartResult[]>} */
const ensurePrograms = async () => {
  const lacking = missing();
  if (lacking.length === 0) return [];
  const names = lacking.map((server) => server.package);
  let why = obstacle();
  if (why === null) {
    console.log(`\n=== test servers: getting ${names.join(', ')}`);
    const { code, output } = await aptInstall(names);
    if (names.includes('postgresql')) await stopWhatWasStarted();
    if (missing().length === 0) return [];
    why = `apt-get could not install them (code ${code}): ${lastLines(output, 2)}`;
  }
  const byHand = `by hand: apt-get install -y --no-install-recommends ${names.join(' ')}`;
  return [left(`some adapters and probes were not tested against a real server: ${why}; ${byHand}`)];
};
