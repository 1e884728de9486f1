import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

/** A folder of small programs of a team. */
export async function programFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'tminus-programs-'));
  return {
    folder,
    /** Writes a shell script that may be run. */
    async script(name: string, text: string): Promise<string> {
      const file = join(folder, name);
      await writeFile(file, `#!/bin/sh\n${text}\n`);
      await chmod(file, 0o755);
      return file;
    },
    read: (name: string) => readFile(join(folder, name), 'utf8'),
    /** The process id that a script has written into a file. */
    async pidIn(name: string): Promise<number> {
      await expect.poll(() => readFile(join(folder, name), 'utf8').catch(() => '')).toMatch(/^\d+\n$/);
      return Number(await readFile(join(folder, name), 'utf8'));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** One that has ended but that nobody has asked about yet still has a number. */
export const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
};
