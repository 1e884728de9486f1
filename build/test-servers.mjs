import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './run.mjs';
import { aptInstall, onPath } from './system.mjs';

/** Servers that the tests start by themselves, and Debian's packages that bring them. */
const servers = [
  { program: 'prometheus', package: 'prometheus' },
  { program: 'prometheus-alertmanager', package: 'prometheus-alertmanager' },
  { program: 'dnsmasq', package: 'dnsmasq-base' },
];

/** @param {string} program */
const isHere = (program) =>
  onPath(program) || ['/usr/sbin', '/sbin'].some((folder) => existsSync(join(folder, program)));

const missing = () => servers.filter(({ program }) => !isHere(program));

/** Why they can't be installed from here; null when they can. */
const obstacle = () => {
  if (process.platform !== 'linux' || !onPath('apt-get')) return 'this system has no apt-get';
  if (process.getuid?.() !== 0) return 'only root may install them';
  // The packages start services where something manages those; tests have no business to leave them running.
  if (existsSync('/run/systemd/system')) return 'their packages would start services on this system';
  return null;
};

/**
 * Has the servers that probes are tested against. What can't be had is a remark: the tests that need it skip themselves.
 * @returns {Promise<import('./test.mjs').PartResult[]>}
 */
export const ensureTestServers = async () => {
  const lacking = missing();
  if (lacking.length === 0) return [];
  const names = lacking.map((server) => server.package);
  let why = obstacle();
  if (why === null) {
    console.log(`\n=== test servers: getting ${names.join(', ')}`);
    const { code, output } = await aptInstall(names);
    if (missing().length === 0) return [];
    why = `apt-get could not install them (code ${code}): ${lastLines(output, 2)}`;
  }
  const remark = `some probes were not tested against a real server: ${why}; by hand: apt-get install -y --no-install-recommends ${names.join(' ')}`;
  console.log(`  ${remark}`);
  return [{ name: 'test servers', passed: 0, failed: 0, skipped: 0, remarks: [remark] }];
};
