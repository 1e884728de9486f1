import { type ChildProcess, spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

export type GroupStart = {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Between being asked to end and being ended, real milliseconds. */
  readonly graceMs: number;
  /** What a program left behind may still write this long after it has ended. */
  readonly drainMs: number;
  /** Ends the program and all that it has started. */
  readonly signal: AbortSignal;
  /** Nothing more is read from the program until what it gives back is settled. */
  readonly heard: (stream: 'stdout' | 'stderr', part: Buffer) => Promise<void> | undefined;
};

/** `error`: it never started. */
export type GroupEnded =
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null; readonly tookMs: number }
  | { readonly kind: 'error'; readonly error: Error };

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

/** Groups that run: this console's own end is theirs, however deaf they are to being asked. */
const running = new Set<ChildProcess>();
const endAll = (): void => running.forEach((child) => void kill(child, 'SIGKILL'));
function watchOver(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
}
function letGo(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', endAll);
}

/** Runs a program as a process group of its own, without a shell; nothing of the group outlives it. */
export function runGroup(start: GroupStart): Promise<GroupEnded> {
  const startedAt = performance.now();
  const child = spawn(start.file, [...start.arguments], {
    cwd: start.cwd,
    env: start.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  watchOver(child);
  const handled = listen(child, start);
  let hard: NodeJS.Timeout | undefined;
  const onAbort = () => {
    kill(child, 'SIGTERM');
    hard = setTimeout(() => kill(child, 'SIGKILL'), start.graceMs);
  };
  start.signal.addEventListener('abort', onAbort);
  if (start.signal.aborted) onAbort();
  return new Promise((resolve) => {
    const end = (ended: GroupEnded) => {
      clearTimeout(hard);
      start.signal.removeEventListener('abort', onAbort);
      kill(child, 'SIGKILL');
      letGo(child);
      child.stdout?.destroy();
      child.stderr?.destroy();
      void handled().then(() => resolve(ended));
    };
    child.once('error', (error) => end({ kind: 'error', error }));
    child.once('exit', (code, signal) => {
      const done = () => end({ kind: 'exit', code, signal, tookMs: Math.round(performance.now() - startedAt) });
      const drained = setTimeout(done, start.drainMs);
      child.once('close', () => {
        clearTimeout(drained);
        done();
      });
    });
  });
}

/** Hands on what is written, one part after the other; gives what tells when all of it was. */
function listen(child: ChildProcess, { heard }: GroupStart): () => Promise<void> {
  let turn = Promise.resolve();
  let waiting = 0;
  const streams = [child.stdout, child.stderr];
  const hand = (name: 'stdout' | 'stderr') => (part: Buffer) => {
    const settled = heard(name, part);
    if (settled === undefined) return;
    waiting += 1;
    for (const stream of streams) stream?.pause();
    turn = turn
      .then(() => settled)
      .then(() => {
        waiting -= 1;
        if (waiting === 0) for (const stream of streams) stream?.resume();
      });
  };
  child.stdout?.on('data', hand('stdout'));
  child.stderr?.on('data', hand('stderr'));
  return () => turn;
}
