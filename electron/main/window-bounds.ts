import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Bounds = z.object({ x: z.number(), y: z.number(), width: z.number().min(200), height: z.number().min(200) });
const Kept = z.record(z.string(), Bounds);
export type Bounds = z.infer<typeof Bounds>;

/** Where each window was, over restarts. A file that can't be read or written costs the places, nothing else. */
export interface WindowBounds {
  of(name: string): Bounds | undefined;
  keep(name: string, bounds: Bounds): void;
}

export const openWindowBounds = (home: string): WindowBounds => {
  const file = join(home, 'windows.json');
  let kept: Record<string, Bounds> = {};
  try {
    kept = Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // First start, or a damaged file: windows open where they open.
  }
  return {
    of: (name) => kept[name],
    keep: (name, bounds) => {
      kept[name] = bounds;
      try {
        writeFileSync(`${file}.new`, JSON.stringify(kept));
        renameSync(`${file}.new`, file);
      } catch {
        // A full disk must not stop a window from moving.
      }
    },
  };
};
