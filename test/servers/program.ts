import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian puts servers where an ordinary PATH doesn't look. */
const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];

/** Where a program lies; null when this machine doesn't have it. */
export const findProgram = (name: string): string | null =>
  folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;

/** A server in a folder of its own; `stop` ends it by its pid and takes the folder away. */
export type RunningProgram = { readonly folder: string; stop(): Promise<void> };

const READY_MS = 20_000;

export type ProgramOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Who it runs as: some servers refuse to run as root. */
  readonly as?: { readonly uid: number; readonly gid: number } | undefined;
  readonly readyMs?: number;
};

/** Starts a server and waits until `isReady`. Throws with its last words if it ends or doesn't become ready. */
export async function startProgram(
  file: string,
  argumentsIn: (folder: string) => Promise<readonly string[]>,
  isReady: () => Promise<boolean>,
  options: ProgramOptions = {},
): Promise<RunningProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'tminus-server-'));
  const child = spawn(file, [...(await argumentsIn(folder))], {
    ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...options.as },
    env: { ...process.env, ...options.env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      said = (said + part.toString()).slice(-4000);
    });
  const stop = async () => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  const until = Date.now() + (options.readyMs ?? READY_MS);
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`${file} did not become ready: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { folder, stop };
}

/** Asks a server to end, and ends it after 5 s. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
  await exit;
  clearTimeout(hard);
}
