/**
 * A real Unleash for the contract tests of flags: the npm package, kept in the cache folder outside the tree (about
 * 200 MB, half a minute the first time), on the PostgreSQL of this machine. It is for tests only and never shipped.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { lastLines, npm, run } from './run.mjs';
import { onPath } from './system.mjs';

const version = '8.2.0';
const folder = () => join(cacheFolder(), `unleash-server-${version}`);
const debian = '/usr/lib/postgresql';

/** What starts it; its settings come as JSON in the environment. */
const starter = `import { start } from 'unleash-server';
await start(JSON.parse(process.env.TMINUS_TEST_UNLEASH ?? '{}'));
`;

export const hasPostgres = () =>
  onPath('initdb') ||
  (existsSync(debian) && readdirSync(debian).some((each) => existsSync(join(debian, each, 'bin', 'initdb'))));

/**
 * Has the package, and says what went wrong; null when nothing did.
 * @returns {Promise<string | null>}
 */
export const ensureUnleash = async () => {
  if (existsSync(join(folder(), 'start.mjs'))) return null;
  if (!hasPostgres()) return 'there is no PostgreSQL (initdb) for it';
  console.log(`\n=== test servers: getting unleash-server ${version} (about 200 MB, once for this machine)`);
  const partial = `${folder()}.${process.pid}`;
  try {
    mkdirSync(partial, { recursive: true });
    writeFileSync(
      join(partial, 'package.json'),
      JSON.stringify({ name: 'unleash-for-tests', private: true, type: 'module' }),
    );
    const got = await run(
      npm,
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `unleash-server@${version}`],
      { cwd: partial, progress: 'still getting it', limitMs: 10 * 60_000 },
    );
    if (got.code !== 0)
      return `npm could not get it: ${got.timedOut ? 'not within 10 minutes' : lastLines(got.output, 3)}`;
    writeFileSync(join(partial, 'start.mjs'), starter);
    rmSync(folder(), { recursive: true, force: true });
    renameSync(partial, folder());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
};
