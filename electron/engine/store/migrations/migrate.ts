import type Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { diskFault, storeFault } from '../faults.ts';
import { logTables } from './0001-log.ts';

/** One step of the file's shape. Steps are numbered by their place: the first makes version 1. */
export type Migration = { readonly name: string; readonly sql: string };

/** All steps in order. A step that was released is never edited; a change of shape is a new one at the end. */
export const migrations: readonly Migration[] = [{ name: '0001-log', sql: logTables }];

/** Marks a file as a Tminus log (`PRAGMA application_id`): the letters TMNS. */
export const applicationId = 0x544d4e53;

export const fileVersion = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }));

/** Says why a file of `version` can't be used by this program, or undefined when it can. */
export const versionFault = (path: string, version: number, known: number): Fault | undefined =>
  version <= known
    ? undefined
    : storeFault(
        'invalid',
        `The log ${path} was written by a newer Tminus (format ${version}; this one knows up to ${known}). It was not touched.`,
        'Open it with the newer Tminus.',
      );

/**
 * Brings a file to the newest version, each step in one transaction with its number, so a crash leaves the old shape
 * or the new one. `beforeFirst` runs once, before a file that already holds something is changed (the backup).
 */
export function migrate(
  db: Database.Database,
  path: string,
  steps: readonly Migration[],
  beforeFirst: (version: number) => void,
): Result<number, Fault> {
  const from = fileVersion(db);
  const newer = versionFault(path, from, steps.length);
  if (newer !== undefined) return err(newer);
  try {
    if (from > 0 && from < steps.length) beforeFirst(from);
    for (const [place, step] of steps.entries()) {
      if (place < from) continue;
      db.transaction(() => {
        db.exec(step.sql);
        db.pragma(`application_id = ${applicationId}`);
        db.pragma(`user_version = ${place + 1}`);
      }).immediate();
    }
    return ok(steps.length);
  } catch (error) {
    return err(diskFault(error, `The log ${path} could not be brought to this version's format`, 'It is as it was.'));
  }
}
