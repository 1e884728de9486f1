import { readFileSync, statSync } from 'node:fs';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { LONGEST_PACK } from '#shared/pack/load.ts';
import { type PackError, problemAt } from '#shared/pack/problem.ts';
import type { PackFile } from '#shared/pack/source.ts';

/** A file of a pack: what it is called in what is said of it, and where it lies. */
type Place = { readonly name: string; readonly file: string };

/**
 * The text of these files. Each is looked at before any is read: what is no regular file (a pipe, a device) may never end,
 * and what is far too long fills the memory; both are problems of the pack. Throws when the disk fails.
 */
export function readPackText(places: readonly Place[]): Result<PackFile[], PackError> {
  let bytes = 0;
  for (const { name, file } of places) {
    const seen = statSync(file);
    if (!seen.isFile()) return err(noFile(name));
    bytes += seen.size;
    // A letter is at most four bytes: longer than this it can't pass the limit of the pack either.
    if (bytes > LONGEST_PACK * 4) return err(tooLong(name, bytes));
  }
  // What is not UTF-8 becomes U+FFFD, which is refused with its line when the pack is scanned.
  return ok(places.map(({ name, file }) => ({ path: name, text: readFileSync(file, 'utf8') })));
}

const problem = (file: string, message: string, hint: string): PackError =>
  problemAt({ file, line: 1, column: 1, path: '' }, 'file', message, hint);

const noFile = (name: string): PackError =>
  problem(
    name,
    'This is no regular file: a pipe, a device or a folder.',
    'Put a text file in its place, or remove it.',
  );

const tooLong = (name: string, bytes: number): PackError =>
  problem(
    name,
    `The pack is ${Math.ceil(bytes / 1024)} KB long; the limit is ${LONGEST_PACK / 1024} KB.`,
    'A runbook is far shorter: remove what is not text.',
  );
