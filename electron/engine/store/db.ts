import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { diskFault, storeFault } from './faults.ts';
import { applicationId, fileVersion } from './migrations/migrate.ts';

export type Db = Database.Database;

/** Below this SQLite can corrupt a WAL file when two connections meet (fixed in 3.51.3). */
const oldestSqlite = [3, 51, 3] as const;

type Pragma = readonly [name: string, wanted: string | number];

/**
 * Set and read back at every open: better-sqlite3 reopens a WAL file at synchronous=NORMAL, which loses acknowledged
 * commits at a power cut, and without recursive_triggers INSERT OR REPLACE gets past the append-only triggers.
 */
const pragmas = (platform: NodeJS.Platform): readonly Pragma[] => [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['recursive_triggers', 1],
  ['foreign_keys', 1],
  ['trusted_schema', 0],
  ['secure_delete', 1],
  ...(platform === 'darwin'
    ? ([
        ['fullfsync', 1],
        ['checkpoint_fullfsync', 1],
      ] satisfies Pragma[])
    : []),
];

const isOldSqlite = (version: string): boolean => {
  const parts = version.split('.').map(Number);
  for (const [place, least] of oldestSqlite.entries()) {
    const part = parts[place] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
};

/** What the file's settings are, by name, as SQLite reads them back. */
export function readPragmas(db: Db, platform: NodeJS.Platform = process.platform): Record<string, unknown> {
  return Object.fromEntries(pragmas(platform).map(([name]) => [name, db.pragma(name, { simple: true })]));
}

/** Sets what must be set and says what would not take, or undefined when all of it holds. */
function settle(db: Db, path: string, platform: NodeJS.Platform): Fault | undefined {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  if (isOldSqlite(version)) {
    return storeFault(
      'invalid',
      `The log ${path} was not opened: this SQLite is ${version}, and before ${oldestSqlite.join('.')} it can damage a log.`,
      'Install the packages again ("npm ci"), which brings the SQLite that Tminus was tested with.',
    );
  }
  for (const [name, wanted] of pragmas(platform)) {
    db.pragma(`${name} = ${wanted}`);
    const seen = db.pragma(name, { simple: true });
    if (seen !== wanted) {
      return storeFault(
        'disk',
        `The log ${path} was not opened: the setting ${name} must be ${wanted}, but reads ${String(seen)}, so a commit might not survive a power cut.`,
        'Put the log on a local disk (network folders and some virtual disks refuse this setting) and open it again.',
      );
    }
  }
  return undefined;
}

const isForeign = (db: Db): boolean => {
  if (Number(db.pragma('application_id', { simple: true })) === applicationId) return false;
  return fileVersion(db) !== 0 || db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
};

/** Makes a new file's name itself survive a power cut. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Opens a log file for writing with every setting asserted; refuses a database that is something else. */
export function openDatabase(path: string, mustExist: boolean): Result<Db, Fault> {
  const what = `The log ${path} can't be opened`;
  let db: Db | undefined;
  try {
    db = new Database(path, { fileMustExist: mustExist, timeout: 2000 });
    const foreign = isForeign(db)
      ? storeFault('invalid', `${path} is not a Tminus log: it was not touched.`, 'Choose the log file of a launch.')
      : undefined;
    const trouble = foreign ?? settle(db, path, process.platform);
    if (trouble === undefined) {
      if (!mustExist) syncFolder(path);
      return ok(db);
    }
    db.close();
    return err(trouble);
  } catch (error) {
    db?.close();
    return err(diskFault(error instanceof TypeError ? missingFolder(error) : error, what));
  }
}

/** better-sqlite3 answers a missing folder with a plain TypeError; give it the code it deserves. */
const missingFolder = (error: TypeError): Error => Object.assign(new Error(error.message), { code: 'ENOENT' });
