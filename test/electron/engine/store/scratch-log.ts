import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach } from 'vitest';
import type { Append } from '#engine/store/append.ts';
import { type Log, type OpenLog, openLog } from '#engine/store/log.ts';
import type { Recorded } from '#engine/store/record.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

const folders: string[] = [];
const logs: Log[] = [];

afterEach(() => {
  for (const log of logs.splice(0)) log.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tminus-store-'));
  folders.push(folder);
  return folder;
}

export type TestConsole = Pick<OpenLog, 'consoleId' | 'publicKey' | 'sign'> & { readonly privateKey: KeyObject };

/** A console with a key of its own. */
export function testConsole(consoleId = 'console-1'): TestConsole {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    consoleId,
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    privateKey,
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

export const noon = Date.UTC(2026, 10, 24, 12);

/** The value, or a failing test that says the fault. */
export function must<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** The fault, or a failing test. */
export function faultOf<F extends { readonly message: string }>(result: Result<unknown, F>): F {
  if (result.ok) throw new Error('a fault was expected');
  return result.error;
}

/** Opens a log as an engine does, without the reserve file; closed after the test. */
export function open(path: string, who: TestConsole, more: Partial<OpenLog> = {}): Result<Log, Fault> {
  const opened = openLog(path, { ...who, now: () => noon, reserveBytes: 0, ...more });
  if (opened.ok) logs.push(opened.value);
  return opened;
}

export const newPath = (): string => join(scratchFolder(), 'launch.db');

/** A command with `count` notes. */
export const command = (commandId: string, count = 1, more: Partial<Append> = {}): Append => ({
  commandId,
  at: noon,
  actor: 'maria',
  events: Array.from({ length: count }, (_, n) => ({
    type: 'note.written',
    version: 1,
    data: { text: `${commandId} ${n}` },
  })),
  effects: [],
  ...more,
});

/** Records `count` commands of one event each. */
export function fill(log: Log, count: number): readonly Recorded[] {
  return Array.from({ length: count }, (_, n) => must(log.append(command(`command-${n + 1}`)))).flat();
}

/** A log with `count` events, signed and closed; its path. */
export function writtenLog(count: number, who: TestConsole = testConsole()): string {
  const path = newPath();
  const log = must(open(path, who));
  fill(log, count);
  must(log.signHead());
  log.close();
  return path;
}

/** Opens the file as an intruder would: past everything that the store does. */
export function raw<T>(path: string, work: (db: Database.Database) => T): T {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
