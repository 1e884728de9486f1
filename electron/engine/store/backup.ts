import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { diskFault, storeFault } from './faults.ts';

/**
 * Copies the log by SQLite's backup API while it is being written, to a new file that appears under its name only
 * when it is whole. Never copy a log with cp: what was committed last may still be in the -wal file.
 */
export async function backupTo(connection: Connection, target: string): Promise<Result<void, Fault>> {
  if (existsSync(target)) {
    return err(storeFault('conflict', `The backup was not made: ${target} is already there.`, 'Choose another name.'));
  }
  const handle = connection.handle();
  if (!handle.ok) return handle;
  const partial = `${target}.partial`;
  try {
    rmSync(partial, { force: true });
    await handle.value.backup(partial);
    leaveOneFile(partial);
    renameSync(partial, target);
    return ok(undefined);
  } catch (error) {
    rmSync(partial, { force: true });
    const failure = error instanceof TypeError ? Object.assign(new Error(error.message), { code: 'ENOENT' }) : error;
    return err(diskFault(failure, `The backup ${target} was not made`, 'The log itself is not touched.'));
  }
}

/** A backup is one file that can be read from a folder that can't be written: no WAL beside it. */
function leaveOneFile(path: string): void {
  const copy = new Database(path);
  copy.pragma('journal_mode = delete');
  copy.close();
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
