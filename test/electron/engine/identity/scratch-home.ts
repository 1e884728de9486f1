import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new home folder that is gone after the test. */
export function scratchHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tminus-home-'));
  folders.push(folder);
  return folder;
}

export const passphrase = 'correct horse battery';
