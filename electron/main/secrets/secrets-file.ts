import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** One secret as it lies on disk: sealed by the keychain that `backend` names (trust C2). */
const Sealed = z.strictObject({
  backend: z.string().min(1),
  /** Base64. */
  ciphertext: z.string().min(1),
  setAt: z.number().int(),
  /** Whom it was saved for. */
  receiver: z.string().optional(),
});
export type Sealed = z.infer<typeof Sealed>;
const File = z.record(z.string(), Sealed);

/** HOME/secrets.json, mode 600: names in the clear, values sealed. */
export interface SecretsFile {
  /** Null when the file is there and can't be read: it is left as it is then. */
  read(): ReadonlyMap<string, Sealed> | null;
  /** Whole or not at all. Throws when the disk doesn't take it. */
  write(secrets: ReadonlyMap<string, Sealed>): void;
}

export const secretsFileAt = (path: string): SecretsFile => ({
  read() {
    try {
      return new Map(Object.entries(File.parse(JSON.parse(readFileSync(path, 'utf8')))));
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return isMissing ? new Map() : null;
    }
  },
  write(secrets) {
    const partial = `${path}.${process.pid}.partial`;
    try {
      const file = openSync(partial, 'w', 0o600);
      try {
        // All of it or an error: a single write may take a part and say so only by its number.
        writeFileSync(file, `${JSON.stringify(Object.fromEntries(secrets), null, 2)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(partial, path);
      syncFolder(dirname(path));
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
  },
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
