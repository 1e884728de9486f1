import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A child on this Node; ended with the test if it still runs. `lines` grows with what it prints. */
export function startChild(
  script: string,
  args: readonly string[],
): { process: ChildProcess; lines: string[]; ended: Promise<void> } {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return { process: child, lines, ended: new Promise((resolve) => child.once('close', () => resolve())) };
}

/** Waits until the child has printed `count` lines, or has ended. */
export async function linesOf(child: ReturnType<typeof startChild>, count: number): Promise<readonly string[]> {
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  while (child.lines.length < count && !hasEnded) await new Promise((resolve) => setTimeout(resolve, 5));
  return child.lines;
}
