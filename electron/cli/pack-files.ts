import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { builtInPacks } from '#engine/packs.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { isPackFile } from '#shared/pack/files.ts';
import { LONGEST_PACK } from '#shared/pack/load.ts';
import type { PackFile } from '#shared/pack/source.ts';

const fault = (cause: Fault['cause'], message: string, hint: string): Result<never, Fault> =>
  err({ kind: 'fault', cause, message, hint, retryable: false });

/** The text of a pack's file or of every file of its folder; `path` may also be the name of a built-in pack. */
export function readPackFiles(path: string): Result<PackFile[], Fault> {
  const place = placeOf(path);
  if (place === null) {
    return fault('not-found', `There is no file or folder "${path}".`, `Built-in packs: ${builtInNames().join(', ')}.`);
  }
  try {
    const names = statSync(place).isDirectory() ? readdirSync(place).filter(isPackFile).sort() : null;
    if (names?.length === 0) {
      return fault('invalid', `There is no .yaml file in "${path}".`, 'A pack is a YAML file, or a folder with some.');
    }
    const files: PackFile[] = [];
    for (const name of names ?? ['']) {
      const file = readOne(join(place, name), name === '' ? basename(place) : name);
      if (!file.ok) return file;
      files.push(file.value);
    }
    return ok(files);
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

/** One file, its length looked at before it is read, its bytes taken as UTF-8 or not at all. */
function readOne(place: string, name: string): Result<PackFile, Fault> {
  // A letter is at most four bytes: longer than this it can't pass the limit of the pack either.
  if (statSync(place).size > LONGEST_PACK * 4) {
    return fault(
      'invalid',
      `${name} is longer than any pack may be.`,
      'A runbook is far shorter: remove what is not text.',
    );
  }
  try {
    return ok({ path: name, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(place)) });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fault('invalid', `${name} isn't UTF-8 text.`, 'Save it as UTF-8 and try again.');
  }
}
