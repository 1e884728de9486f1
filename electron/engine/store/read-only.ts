import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Db } from './db.ts';
import { diskFault, storeFault } from './faults.ts';

export type ReadOnly = {
  readonly db: Db;
  /** Bytes that the file says it has and hasn't: more than 0 for a file that was cut. */
  readonly missingBytes: number;
};

/**
 * Opens a log to look at it: nothing in it or beside it is changed. While an engine writes it (then there is a -wal file)
 * SQLite reads it in its place. Otherwise it is read into memory, because SQLite would leave files beside it and could not
 * open it at all in a folder that may only be read.
 */
export function openReadOnly(path: string): Result<ReadOnly, Fault> {
  if (!existsSync(path)) {
    return err(storeFault('not-found', `There is no file ${path}.`, 'Give the path of a log file.'));
  }
  try {
    if (existsSync(`${path}-wal`)) {
      return ok({ db: guarded(new Database(path, { readonly: true, fileMustExist: true })), missingBytes: 0 });
    }
    const bytes = readFileSync(path);
    if (bytes.subarray(0, 16).toString('latin1') !== 'SQLite format 3\0') {
      return err(
        storeFault(
          'invalid',
          `${path} is not a Tminus log, or its first bytes were destroyed.`,
          'Give the path of a log file. If it was one, keep it as it is and go on from a backup.',
        ),
      );
    }
    const missingBytes = Math.max(0, saidBytes(bytes) - bytes.length);
    const db = new Database(inMemory(bytes, missingBytes), { readonly: true });
    return ok({ db: guarded(db), missingBytes });
  } catch (error) {
    return err(diskFault(error, `The file ${path} can't be read`));
  }
}

const guarded = (db: Db): Db => {
  db.pragma('query_only = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  return db;
};

/** Page size (1 stands for 65,536) times page count, as the head of an SQLite file says them. */
const saidBytes = (bytes: Buffer): number => {
  const pageBytes = bytes.readUInt16BE(16);
  return (pageBytes === 1 ? 65_536 : pageBytes) * bytes.readUInt32BE(28);
};

/** More than this many times its size no cut file is filled up: then the number itself is damaged. */
const mostFill = 16;

/**
 * Makes a file's bytes fit to be opened in memory: without a WAL (bytes 18 and 19), and a cut file filled up with zeros,
 * since SQLite refuses it as a whole otherwise and its first bad place could not be named.
 */
function inMemory(bytes: Buffer, missingBytes: number): Buffer {
  if (bytes[18] === 2 && bytes[19] === 2) bytes.fill(1, 18, 20);
  const canFill = missingBytes > 0 && missingBytes <= bytes.length * mostFill;
  return canFill ? Buffer.concat([bytes, Buffer.alloc(missingBytes)]) : bytes;
}
