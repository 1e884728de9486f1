import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byLine } from './engine-host.ts';

/** The rehearsal environment while it runs: a process of its own that the engine reaches over the network alone. */
export interface RehearsalRun {
  /** What it said when it was ready (addresses, kubeconfig), as a file that the engine is started with. */
  readonly file: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const readyLimitMs = 30_000;
/** Letters of the line that says it is ready: every address of the environment is in it. */
const longestReady = 1_000_000;

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts the rehearsal environment and waits for its one line of JSON that says it is ready.
 * @throws Error with a sentence for a person when it ends or stays silent
 */
export const startRehearsal = async (options: {
  readonly node: string;
  readonly program: string;
  readonly folder: string;
  readonly speed: number;
  readonly onLine: (line: string) => void;
  readonly onExit: (why: string) => void;
}): Promise<RehearsalRun> => {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const child = spawn(
    options.node,
    ['--enable-source-maps', options.program, '--dir', options.folder, '--speed', String(options.speed)],
    // The open channel tells it that main is still there: when it closes, the environment ends too.
    { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
  );
  child.stderr?.on('data', byLine(options.onLine));
  let isStopping = false;
  const ready = await new Promise<unknown>((resolve, reject) => {
    let isReady = false;
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The rehearsal environment did not get ready within ${readyLimitMs / 1000} s.`));
    }, readyLimitMs);
    child.stdout?.on(
      'data',
      byLine((line) => {
        if (isReady || !line.startsWith('{')) return options.onLine(line);
        clearTimeout(limit);
        isReady = true;
        resolve(JSON.parse(line));
      }, longestReady),
    );
    const gone = (why: string): void => {
      clearTimeout(limit);
      if (!isReady) reject(new Error(why));
      else if (!isStopping) options.onExit(why);
    };
    child.once('error', (error) => gone(`The rehearsal environment could not be started: ${error.message}`));
    child.once('exit', (code, signal) => gone(`The rehearsal environment ended (${signal ?? `code ${code}`}).`));
  });
  const file = join(options.folder, 'rehearsal.json');
  writeFileSync(file, JSON.stringify(ready), { mode: 0o600 });
  return {
    file,
    pid: child.pid,
    stop: async () => {
      isStopping = true;
      if (ended(child)) return;
      const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), 3000);
      await exit;
      clearTimeout(limit);
    },
  };
};
