import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

const fileFault = (error: unknown, message: string, hint: string): Fault => ({
  kind: 'fault',
  cause: 'disk',
  message,
  hint,
  retryable: true,
  raw: String(error instanceof Error ? error.message : error).slice(0, 2000),
});

/** So that the new name lasts through a power cut. Not every system syncs a folder; the file is whole either way. */
function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch {
    return;
  }
}

/** Writes a file that only its owner may read (600), whole or not at all, and makes its folder (700) when it's missing. */
export function writePrivateFile(path: string, text: string): Result<void, Fault> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(partial, 'w', 0o600);
    try {
      // All of it or an error: a single write may take a part and say so only by its number.
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(partial, 0o600);
    renameSync(partial, path);
    syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    rmSync(partial, { force: true });
    return err(
      fileFault(
        error,
        `The file ${path} could not be written.`,
        'See that the disk has room and the folder may be written.',
      ),
    );
  }
}

/** Reads such a file; undefined when there is none; a fault when others on this machine may read it too. */
export function readPrivateFile(path: string): Result<string | undefined, Fault> {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return ok(undefined);
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
      return err(
        fileFault(
          '',
          `The key file ${path} may be read by others on this machine, so it is not used.`,
          `Type: chmod 600 '${path}'. If others use this machine, make a new key.`,
        ),
      );
    }
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return err(
      fileFault(error, `The file ${path} could not be read.`, 'See that it is a file that this user may read.'),
    );
  }
}
