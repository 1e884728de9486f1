import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gcloud } from './gcloud.ts';
import { psql } from './psql.ts';

export type StandInParts = {
  /** Where the rehearsed Cloud SQL answers. */
  readonly sqlUrl: string;
  readonly caFile: string;
};

/** A word as sh reads it back. */
export const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Writes the programs of vendors that a rehearsal runs instead of the real ones, into the environment's own folder. They
 * are sh and curl, as a team's own scripts are, and reach nothing but the environment. Gives their folder.
 */
export async function writeStandIns(dir: string, parts: StandInParts): Promise<string> {
  const folder = join(dir, 'bin');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of [
    ['gcloud', gcloud(parts)],
    ['psql', psql(parts)],
  ] as const) {
    await writeFile(join(folder, name), text, { mode: 0o700 });
    await chmod(join(folder, name), 0o700);
  }
  return folder;
}
