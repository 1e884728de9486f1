import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPackFile } from '#shared/pack/files.ts';
import { loadPack, type Pack } from '#shared/pack/load.ts';
import { describeProblem } from '#shared/pack/problem.ts';
import type { PackFile } from '#shared/pack/source.ts';

const folder = fileURLToPath(new URL('../../../shared/packs', import.meta.url));

/** The files of a built-in pack as they lie in the repository. */
export const builtInFiles = (name: string): PackFile[] =>
  readdirSync(join(folder, name))
    .filter(isPackFile)
    .sort()
    .map((file) => ({ path: file, text: readFileSync(join(folder, name, file), 'utf8') }));

/** A pack that must load; a test that meets its errors says them. */
export function loaded(files: readonly PackFile[]): Pack {
  const pack = loadPack(files);
  if (!pack.ok) throw new Error(pack.error.map(describeProblem).join('\n'));
  return pack.value;
}

/** The smallest pack that can run: two services, one step, a rollback. */
export const SMALL = readFileSync(fileURLToPath(new URL('small.yaml', import.meta.url)), 'utf8');

/** A piece of text and what stands in its place. */
export type Change = readonly [from: string, to: string];

/** The small pack with pieces of its text replaced; a piece that isn't there is a mistake of the test. */
export function small(...changes: Change[]): PackFile[] {
  let text = SMALL;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`small.yaml has no ${JSON.stringify(from)}`);
    text = text.replace(from, () => to);
  }
  return [{ path: 'small.yaml', text }];
}
