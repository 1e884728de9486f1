import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { findProgram, type RunningProgram, startProgram } from './program.ts';

const exec = promisify(execFile);
const debian = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs; the newest of several. */
function postgresPrograms(): string | null {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folder = versions.map((each) => join(debian, each, 'bin')).find((each) => existsSync(join(each, 'initdb')));
  return folder ?? findProgram('initdb')?.replace(/\/initdb$/, '') ?? null;
}

/** Where `npm test` has put the package. */
function packageFolder(): string | null {
  const cache = process.env.TMINUS_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tminus');
  const found = existsSync(cache) ? readdirSync(cache).filter((name) => /^unleash-server-[\d.]+$/.test(name)) : [];
  const folder = found.sort().at(-1);
  return folder !== undefined && existsSync(join(cache, folder, 'start.mjs')) ? join(cache, folder) : null;
}

export type UnleashPrograms = { readonly postgres: string; readonly unleash: string };

/** What a real Unleash needs, or why it can't be had here. */
export const unleashPrograms: UnleashPrograms | string = (() => {
  const [postgres, unleash] = [postgresPrograms(), packageFolder()];
  if (postgres === null) return 'there is no PostgreSQL on this machine';
  return unleash === null ? 'unleash-server is not in the cache folder: "npm test" gets it' : { postgres, unleash };
})();

/** PostgreSQL refuses to run as root. */
async function owner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const name = await exec('id', ['-u', 'postgres']).then(
    () => 'postgres',
    () => 'nobody',
  );
  const [uid, gid] = await Promise.all([exec('id', ['-u', name]), exec('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function startPostgres(programs: string): Promise<RunningProgram & { readonly port: number }> {
  const port = await freePort();
  const as = await owner();
  const address = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres'];
  const server = await startProgram(
    join(programs, 'postgres'),
    async (folder) => {
      if (as !== undefined) await chown(folder, as.uid, as.gid);
      const data = join(folder, 'data');
      await exec(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], {
        ...as,
        cwd: folder,
      });
      return ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
    },
    () => exec(join(programs, 'psql'), [...address, '-c', 'select 1']).then(() => true),
    { as, readyMs: 60_000 },
  );
  await exec(join(programs, 'createdb'), [...address, 'unleash']);
  return { ...server, port };
}

export type RunningUnleash = {
  readonly url: string;
  readonly token: string;
  /** From now on nothing that has to do with flags is answered, until the lock goes: then all of it is done. */
  lock(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
};

/** A real Unleash with its database, on free ports of loopback, in folders that go with it. */
export async function startUnleash({ postgres, unleash }: UnleashPrograms): Promise<RunningUnleash> {
  const database = await startPostgres(postgres);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const token = `*:*.${'0123456789'.repeat(5)}`;
  const settings = {
    db: { host: '127.0.0.1', port: database.port, user: 'postgres', password: 'x', database: 'unleash', ssl: false },
    server: { port, host: '127.0.0.1' },
    authentication: {
      type: 'open-source',
      initialAdminUser: { username: 'admin', password: 'rehearsal-only' },
      initApiTokens: [{ environment: '*', project: '*', secret: token, type: 'admin', tokenName: 'tminus' }],
    },
    ...{ versionCheck: { enable: false }, telemetry: false },
  };
  const env = {
    TMINUS_TEST_UNLEASH: JSON.stringify(settings),
    CHECK_VERSION: 'false',
    SEND_TELEMETRY: 'false',
    NODE_ENV: 'production',
  };
  const isUp = async () => (await fetch(`${url}/health`)).ok;
  const server = await startProgram(process.execPath, async () => [join(unleash, 'start.mjs')], isUp, {
    env,
    readyMs: 90_000,
  }).catch(async (error) => {
    await database.stop();
    throw error;
  });
  return {
    ...{ url, token },
    lock: () => lockFlags(join(postgres, 'psql'), database.port),
    stop: async () => {
      await server.stop();
      await database.stop();
    },
  };
}

async function lockFlags(psql: string, port: number): Promise<() => Promise<void>> {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', 'unleash', '-qAt'];
  const session: ChildProcess = spawn(psql, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => session.once('exit', () => resolve()));
  session.stdin?.write("begin; lock table feature_environments in access exclusive mode; select 'locked';\n");
  await new Promise<void>((resolve) =>
    session.stdout?.on('data', (part) => String(part).includes('locked') && resolve()),
  );
  return async () => {
    session.stdin?.end('commit;\n\\q\n');
    await ended;
  };
}
