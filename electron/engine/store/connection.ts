import type Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type Db, openDatabase } from './db.ts';
import { diskFault, isWorldError, storeFault } from './faults.ts';

/**
 * The one handle on a log file. After a commit that failed it is closed and opened anew, because what a handle believes
 * after a failed fsync is not what is on the disk; `generation` then tells that what was remembered must be read again.
 */
export type Connection = {
  readonly path: string;
  readonly generation: () => number;
  /** A prepared statement of the open handle; throws when there is none. */
  statement<P extends unknown[], R>(sql: string): Database.Statement<P, R>;
  /** Runs `work` in one transaction that takes the write lock first: all of it is on disk, or nothing is. */
  write<T>(what: string, work: () => T): Result<T, Fault>;
  /** Runs `work`, which only reads. */
  read<T>(what: string, work: () => T): Result<T, Fault>;
  /** Moves everything committed into the main file and syncs it; false when that could not be done completely. */
  settle(): boolean;
  handle(): Result<Db, Fault>;
  close(): void;
};

export function connectTo(path: string, first: Db): Connection {
  let db: Db | undefined = first;
  let isClosed = false;
  let generation = 1;
  let statements = new Map<string, Database.Statement<unknown[], unknown>>();

  const drop = (): void => {
    statements = new Map();
    generation += 1;
    const dropped = db;
    db = undefined;
    try {
      dropped?.close();
    } catch {
      // A handle that can't even be closed is already of no use.
    }
  };

  const handle = (): Result<Db, Fault> => {
    if (isClosed) return err(closedFault(path));
    if (db !== undefined) return ok(db);
    const opened = openDatabase(path, true);
    if (opened.ok) db = opened.value;
    return opened;
  };

  const current = (): Db => {
    const opened = handle();
    if (!opened.ok) throw Object.assign(new Error(opened.error.message), { code: 'SQLITE_CANTOPEN' });
    return opened.value;
  };

  const statement = <P extends unknown[], R>(sql: string): Database.Statement<P, R> => {
    const known = statements.get(sql);
    // The text of the SQL decides parameters and rows, and each text is written at one place with its types.
    if (known !== undefined) return known as unknown as Database.Statement<P, R>;
    const made = current().prepare<P, R>(sql);
    statements.set(sql, made as unknown as Database.Statement<unknown[], unknown>);
    return made as unknown as Database.Statement<P, R>;
  };

  const read = <T>(what: string, work: () => T): Result<T, Fault> => {
    try {
      const opened = handle();
      return opened.ok ? ok(work()) : opened;
    } catch (error) {
      return err(diskFault(error, what));
    }
  };

  return {
    path,
    generation: () => generation,
    handle,
    read,
    statement,
    write: (what, work) => {
      const opened = handle();
      if (!opened.ok) return opened;
      try {
        statement('BEGIN IMMEDIATE').run();
        const value = work();
        statement('COMMIT').run();
        return ok(value);
      } catch (error) {
        if (!isWorldError(error)) {
          if (opened.value.inTransaction) statement('ROLLBACK').run();
          throw error;
        }
        drop();
        handle();
        return err(diskFault(error, what, 'Nothing was recorded and nothing was run.'));
      }
    },
    settle: () => {
      const done = read('', () => current().pragma('wal_checkpoint(TRUNCATE)', { simple: true }));
      return done.ok && done.value === 0;
    },
    close: () => {
      drop();
      isClosed = true;
    },
  };
}

const closedFault = (path: string): Fault =>
  storeFault('unavailable', `The log ${path} is closed.`, 'Open the launch again.');
