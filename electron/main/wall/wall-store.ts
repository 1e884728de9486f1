import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newWall, WallMemory } from './wall-memory.ts';

export interface WallStore {
  read(): WallMemory;
  write(memory: WallMemory): void;
}

/**
 * `wall.json` of the profile. A damaged part costs that part only; a file that can't be understood at all costs the
 * places, and the wall hides what isn't for visitors until somebody says that none are there.
 */
export const openWallStore = (home: string, note: (line: string) => void): WallStore => {
  const file = join(home, 'wall.json');
  return {
    read: () => {
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch {
        return newWall;
      }
      const memory = WallMemory.safeParse(parsed(text));
      if (memory.success) return memory.data;
      note('wall.json can not be understood: the wall is as if new, with presenter mode on');
      return { ...newWall, isPresenter: true };
    },
    write: (memory) => {
      try {
        writeFileSync(`${file}.new`, JSON.stringify(memory), { flush: true, mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch (error) {
        note(`wall.json was not written, the wall is not kept over a restart: ${String(error)}`);
      }
    },
  };
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
