import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Main's own log: starts, ends, refusals. Never a secret, never what a call carried. */
export interface MainLog {
  note(line: string): void;
  /** Something that a window tried and may not. */
  security(line: string): void;
  readonly file: string;
}

const limitBytes = 5_000_000;

/** Writes DIR/main.log (the one before is kept as main.old.log) and the standard output. Neither a full disk nor a terminal that has gone stops it. */
export const openMainLog = (folder: string, now: () => Date): MainLog => {
  const file = join(folder, 'main.log');
  try {
    mkdirSync(folder, { recursive: true });
    if (existsSync(file) && statSync(file).size > limitBytes) renameSync(file, join(folder, 'main.old.log'));
  } catch {
    // Written to the screen all the same.
  }
  // Whoever read it, e.g. a terminal, may go: to note that there would fail again, without end.
  let isRead = true;
  process.stdout.on('error', () => {
    isRead = false;
  });
  const write = (kind: string, line: string): void => {
    const clean = [...line].map((letter) => (letter < ' ' && letter !== '\t' ? ' ' : letter)).join('');
    const text = `${now().toISOString()} ${kind} ${clean}\n`;
    if (isRead) process.stdout.write(text);
    try {
      appendFileSync(file, text);
    } catch {
      // A log that can't be written must not stop a rollback.
    }
  };
  return { file, note: (line) => write('main', line), security: (line) => write('SECURITY', line) };
};
