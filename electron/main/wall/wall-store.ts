import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '#shared/lib/trouble.ts';
import { newWall, WallMemory } from './wall-memory.ts';

export interface WallStore {
  read(): WallMemory;
  /** What keeps it from being kept; null when it is. */
  write(memory: WallMemory): Fault | null;
}

/**
 * `wall.json` of the profile. A damaged part costs that part only; a file that can't be read or understood costs the
 * places, stays beside as `wall.json.unread`, and the wall hides what isn't for visitors until somebody says that none
 * are there. Only where there is no file is the wall a new one.
 */
export const openWallStore = (home: string, note: (line: string) => void): WallStore => {
  const file = join(home, 'wall.json');
  let isUnread = false;
  const unread = (why: string): WallMemory => {
    isUnread = true;
    note(`wall.json ${why}: the wall is as if new, with presenter mode on`);
    return { ...newWall, isPresenter: true };
  };
  return {
    read: () => {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (error) {
        const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        return isMissing ? newWall : unread(`can not be read (${String(error)})`);
      }
      const memory = WallMemory.safeParse(parsed(text));
      return memory.success ? memory.data : unread('can not be understood');
    },
    write: (memory) => {
      try {
        writeFileSync(`${file}.new`, JSON.stringify(memory), { flush: true, mode: 0o600 });
        if (isUnread && existsSync(file)) renameSync(file, `${file}.unread`);
        isUnread = false;
        renameSync(`${file}.new`, file);
        return null;
      } catch (error) {
        note(`wall.json was not written, the wall is not kept over a restart: ${String(error)}`);
        return notKept(error);
      }
    },
  };
};

const notKept = (error: unknown): Fault => ({
  kind: 'fault',
  cause: 'disk',
  message: `The wall is shown so, but not kept over a restart: wall.json can not be written (${String(error)}).`,
  hint: 'See that the disk has room and that the folder of the profile may be written to, then change it once more.',
  retryable: true,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
