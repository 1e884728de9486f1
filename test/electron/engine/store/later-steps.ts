import type Database from 'better-sqlite3';
import { type Migration, migrations } from '#engine/store/migrations/migrate.ts';

/** Two steps that a later Tminus could take: slow enough to be killed in. */
export const laterSteps: readonly Migration[] = [
  ...migrations,
  { name: '0002-later', sql: 'CREATE TABLE later (n INTEGER NOT NULL, text TEXT NOT NULL) STRICT' },
  {
    name: '0003-filled',
    sql: Array.from({ length: 2000 }, (_, n) => `INSERT INTO later VALUES (${n}, hex(randomblob(400)));`).join('\n'),
  },
];

/** Rows of the table of those steps; null without it. */
export function rowsOfLaterStep(db: Database.Database): number | null {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'later'").get() === undefined) return null;
  return Number(db.prepare('SELECT count(*) FROM later').pluck().get());
}
