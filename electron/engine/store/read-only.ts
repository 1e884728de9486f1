import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Db } from './db.ts';
import { codeOf, diskFault, storeFault } from './faults.ts';

/**
 * Opens a log to look at it: nothing in it or beside it is changed. Also while an engine writes it. Without a -wal file
 * nobody has it open, and it is read as a file that doesn't change: from a disk or folder that can't be written, too.
 */
export function openReadOnly(path: string): Result<Db, Fault> {
  if (!existsSync(path)) {
    return err(storeFault('not-found', `There is no file ${path}.`, 'Give the path of a log file, e.g. launch.db.'));
  }
  const isAlone = (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
  try {
    const name = isAlone ? `${pathToFileURL(path).href}?immutable=1` : path;
    const db = new Database(name, { readonly: true, fileMustExist: !isAlone, timeout: 2000 });
    db.pragma('query_only = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    return ok(db);
  } catch (error) {
    if (codeOf(error) !== '') return err(diskFault(error, `The file ${path} can't be read`));
    throw error;
  }
}
