import type Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Db } from './db.ts';
import { BrokenLog, codeOf, diskFault } from './faults.ts';
import { openReadOnly } from './read-only.ts';
import type { Recorded } from './record.ts';
import { decode, headerOf, rowColumns, type StoredRow } from './row.ts';

/** What an exported bundle says it is; a bundle is JSON lines (docs/log-format.md). */
const bundleFormat = 'tminus-log-bundle/1';

export type Exported = {
  readonly events: number;
  /** Why it ends early: the file can't be read further. */
  readonly endsEarly: string | null;
};

const bundleColumns = 'position, header, salt, data, hash';

/**
 * Gives a log as the lines of a bundle: keys of the consoles, every event as the text that was hashed, every signed
 * head. It verifies with electron/cli/verify-bundle.mjs on a machine that has nothing but Node.
 */
export function exportBundle(path: string, line: (text: string) => void): Result<Exported, Fault> {
  return reading(path, (db) => {
    const consoles = db.prepare('SELECT id, public_key AS publicKey FROM console ORDER BY id').all();
    line(JSON.stringify({ format: bundleFormat, consoles }));
    const exported = eachRow(db.prepare(`SELECT ${bundleColumns} FROM event ORDER BY position`), (event) =>
      line(JSON.stringify({ event })),
    );
    for (const head of db
      .prepare('SELECT console, seq, hash, at, signature FROM head ORDER BY console, seq')
      .iterate()) {
      line(JSON.stringify({ head }));
    }
    return exported;
  });
}

/** Gives every event that can be read to `visit`, in the order of the file, without judging the chain. */
export function exportEvents(path: string, visit: (event: Recorded) => void): Result<Exported, Fault> {
  return reading(path, (db) =>
    eachRow(db.prepare<[], StoredRow>(`SELECT ${rowColumns} FROM event ORDER BY position`).raw(true), (row) =>
      visit(decode(row, headerOf(row))),
    ),
  );
}

function reading<T>(path: string, work: (db: Db) => T): Result<T, Fault> {
  const opened = openReadOnly(path);
  if (!opened.ok) return opened;
  const { db } = opened.value;
  try {
    // What a cut file still holds is worth having: see verify.ts.
    db.pragma('writable_schema = ON');
    return ok(work(db));
  } catch (error) {
    return err(diskFault(error, `The log ${path} can't be exported`));
  } finally {
    db.close();
  }
}

function eachRow<R>(statement: Database.Statement<[], R>, visit: (row: R) => void): Exported {
  let events = 0;
  try {
    for (const row of statement.iterate()) {
      visit(row);
      events += 1;
    }
    return { events, endsEarly: null };
  } catch (error) {
    if (!(error instanceof BrokenLog) && codeOf(error) === '') throw error;
    const reason = error instanceof Error ? error.message : 'damaged';
    return { events, endsEarly: `After event ${events} the file can't be read (${reason}).` };
  }
}
