import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { diskFault } from './faults.ts';

/** Space kept beside the log so that hold, stop and rollback can be recorded on a full disk (design: 64 MB). */
export const defaultReserveBytes = 64 * 1024 * 1024;

const blockBytes = 1024 * 1024;

export type Reserve = {
  /** True while the space is kept. */
  isHeld(): boolean;
  /** Gives the space back to the disk, for what must be recorded now. */
  free(): Result<void, Fault>;
  /** Takes the space (again); fails when the disk has no room for it. */
  restore(): Result<void, Fault>;
};

/** The reserve file `LOG.reserve`. Its blocks are random, so that no file system stores it as a hole or compressed. */
export function reserveBeside(logPath: string, bytes: number): Reserve {
  const path = `${logPath}.reserve`;
  const isHeld = (): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytes && bytes > 0;
  const fill = (): void => {
    const block = randomBytes(Math.min(blockBytes, bytes));
    const file = openSync(path, 'w', 0o600);
    try {
      // Not synced: the space is taken at the write, and what is in the file doesn't matter.
      for (let left = bytes; left > 0; ) left -= writeSync(file, block, 0, Math.min(block.length, left));
    } finally {
      closeSync(file);
    }
  };
  return {
    isHeld,
    free: () => attempt(() => rmSync(path, { force: true }), `The reserve ${path} can't be freed`),
    restore: () => {
      if (isHeld() || bytes === 0) return ok(undefined);
      const made = attempt(fill, `The reserve of ${Math.ceil(bytes / blockBytes)} MB beside the log can't be kept`);
      if (!made.ok) rmSync(path, { force: true });
      return made;
    },
  };
}

const attempt = (work: () => void, what: string): Result<void, Fault> => {
  try {
    work();
    return ok(undefined);
  } catch (error) {
    return err(diskFault(error, what));
  }
};
