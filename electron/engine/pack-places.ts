import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built-in packs lie beside the code, in the repository as in a packaged app. */
export const builtInPacks = fileURLToPath(new URL('../../shared/packs', import.meta.url));

export const allOf = (folders: string | readonly string[]): readonly string[] =>
  typeof folders === 'string' ? [folders] : folders;

/** Where a pack lies; a pack of the console's own folder goes before a built-in one of the same name. */
export const placeOf = (folders: string | readonly string[], name: string): string | undefined =>
  allOf(folders)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
