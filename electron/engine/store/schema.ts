import Database from 'better-sqlite3';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Db } from './db.ts';
import { storeFault } from './faults.ts';
import type { Migration } from './migrations/migrate.ts';

const schemaSql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";

const schemaOf = (db: Db): Map<string, string> =>
  new Map(
    db
      .prepare<[], { name: string; sql: string }>(schemaSql)
      .all()
      .map(({ name, sql }) => [name, sql]),
  );

/** The names of tables, indexes and triggers that are missing, changed or foreign: a dropped trigger shows here. */
export function schemaDifferences(db: Db, steps: readonly Migration[]): readonly string[] {
  const model = new Database(':memory:');
  try {
    for (const step of steps) model.exec(step.sql);
    const wanted = schemaOf(model);
    const seen = schemaOf(db);
    return [...new Set([...wanted.keys(), ...seen.keys()])].filter((name) => wanted.get(name) !== seen.get(name));
  } finally {
    model.close();
  }
}

/** Refuses a log whose append-only triggers or tables are not the ones this format has. */
export function schemaTrouble(db: Db, path: string, steps: readonly Migration[]): Fault | undefined {
  const differences = schemaDifferences(db, steps);
  if (differences.length === 0) return undefined;
  return storeFault(
    'invalid',
    `The log ${path} was not opened: ${differences.join(', ')} in it is not as Tminus made it, so someone changed the file.`,
    'Run "npm run -s tminus -- log verify FILE", keep the file as it is, and go on by the paper or from a backup.',
  );
}
