import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { causeCode, type Doing, lost, networkFault } from '../network-fault.ts';
import { pinnedFile } from './pinned-file.ts';
import type { CommandAsk, CommandEnded, CommandPort } from './port.ts';

export type CommandSettings = {
  /** Where programs without a folder of their own lie, and where all of them run. */
  readonly folder?: string | undefined;
  /** Names of the variables of this console's environment that programs may see, besides the usual ones. */
  readonly env?: readonly string[] | undefined;
};

/** What every program needs to start at all. Anything else, credentials above all, has to be named. */
const usual = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'SystemRoot', 'TEMP'];
const MAX_OUTPUT = 16_384;
/** Between being asked to end and being ended, real milliseconds. */
const GRACE_MS = 500;
/** What a program left behind may still write this long after it has ended. */
const DRAIN_MS = 200;

/** The environment of a program: nothing but the names that are allowed. */
export const allowedEnv = (names: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    [...usual, ...names].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Ends a program and all that it has started: they are a process group of their own. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

/** Keeps the end of what is written: as much as people read. */
function keepOutput(child: ChildProcess): () => string {
  let output = Buffer.alloc(0);
  const keep = (part: Buffer) => {
    output = Buffer.concat([output, part]).subarray(-MAX_OUTPUT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => output.toString('utf8');
}

/** Runs programs without a shell, after their files were checked; they end when the signal says so. */
export const createCommands = (settings: CommandSettings = {}): CommandPort => ({
  async run(asked, signal) {
    const doing: Doing = { what: `run ${asked.program}`, where: 'this console', changes: false };
    const file = await pinnedFile(asked, settings.folder, doing, signal);
    if (!file.ok) return file;
    if (signal.aborted) return err(networkFault(signal.reason, doing, signal));
    return start(file.value, asked, settings, doing, signal);
  },
});

function start(
  file: string,
  asked: CommandAsk,
  settings: CommandSettings,
  doing: Doing,
  signal: AbortSignal,
): Promise<Result<CommandEnded, Fault>> {
  const startedAt = performance.now();
  const child = spawn(file, [...asked.arguments], {
    cwd: settings.folder ?? (dirname(file) || tmpdir()),
    env: allowedEnv(settings.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const output = keepOutput(child);
  let hard: NodeJS.Timeout | undefined;
  const onAbort = () => {
    kill(child, 'SIGTERM');
    hard = setTimeout(() => kill(child, 'SIGKILL'), GRACE_MS);
  };
  signal.addEventListener('abort', onAbort);
  return new Promise((resolve) => {
    const end = (result: Result<CommandEnded, Fault>) => {
      clearTimeout(hard);
      signal.removeEventListener('abort', onAbort);
      kill(child, 'SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(result);
    };
    child.once('error', (error) => end(err(startFault(error, file, doing))));
    child.once('exit', (code, by) => {
      const tookMs = Math.round(performance.now() - startedAt);
      const done = () =>
        end(signal.aborted ? err(stopped(signal, doing)) : ok({ code, signal: by, output: output(), tookMs }));
      const drained = setTimeout(done, DRAIN_MS);
      child.once('close', () => {
        clearTimeout(drained);
        done();
      });
    });
  });
}

const startFault = (error: Error, file: string, doing: Doing): Fault =>
  lost(doing, 'disk', `${file} can't be started (${causeCode(error)})`);

function stopped(signal: AbortSignal, doing: Doing): Fault {
  const isLate = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return lost(
    doing,
    isLate ? 'timeout' : 'cancelled',
    isLate ? 'it was not done in time and was ended' : 'it was ended',
  );
}
