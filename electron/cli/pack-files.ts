import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { builtInPacks } from '#engine/pack-places.ts';
import { readPackText } from '#engine/pack-text.ts';
import { err, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { isPackFile } from '#shared/pack/files.ts';
import type { PackError } from '#shared/pack/problem.ts';
import type { PackFile } from '#shared/pack/source.ts';

const fault = (cause: Fault['cause'], message: string, hint: string): Result<never, Fault> =>
  err({ kind: 'fault', cause, message, hint, retryable: false });

/**
 * The text of a pack's file or of every file of its folder; `path` may also be the name of a built-in pack. What is
 * there but no regular file, or far too long, is a problem of the pack, told without reading it.
 */
export function readPackFiles(path: string): Result<PackFile[], Fault | PackError> {
  const place = placeOf(path);
  if (place === null) {
    return fault('not-found', `There is no file or folder "${path}".`, `Built-in packs: ${builtInNames().join(', ')}.`);
  }
  try {
    const names = statSync(place).isDirectory() ? readdirSync(place).filter(isPackFile).sort() : null;
    if (names?.length === 0) {
      return fault('invalid', `There is no .yaml file in "${path}".`, 'A pack is a YAML file, or a folder with some.');
    }
    const places = names?.map((name) => ({ name, file: join(place, name) })) ?? [
      { name: basename(place), file: place },
    ];
    return readPackText(places);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fault('disk', `"${path}" can't be read: ${why}`, 'Check that the file is there and that you may read it.');
  }
}

function placeOf(path: string): string | null {
  const exists = (candidate: string) => statSync(candidate, { throwIfNoEntry: false }) !== undefined;
  if (exists(path)) return path;
  return builtInNames().includes(path) ? join(builtInPacks, path) : null;
}

const builtInNames = (): string[] =>
  readdirSync(builtInPacks, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
