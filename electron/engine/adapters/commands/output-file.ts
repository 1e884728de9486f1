import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { causeCode } from '../network-fault.ts';

/** Keeps what one run of a program writes. */
export interface OutputFile {
  readonly name: string;
  /** Rejects when the disk fails. */
  write(text: string): Promise<void>;
  /** On disk when it resolves. */
  close(): Promise<void>;
}

/** Opens the file of one run; `cause` names the action and the operation. Rejects when the disk fails. */
export type KeepOutput = (cause: string) => Promise<OutputFile>;

/** Files of a folder (mode 700), each readable by its owner alone, none ever overwritten. */
export const outputsIn =
  (folder: string): KeepOutput =>
  async (cause) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stem = cause
      .replaceAll(/[^\w.-]+/g, '_')
      .replace(/^\.+/, '_')
      .slice(0, 120);
    for (let number = 1; ; number += 1) {
      const name = `${stem}-${number}.txt`;
      try {
        return fileOver(name, await open(join(folder, name), 'wx', 0o600));
      } catch (error) {
        if (causeCode(error) !== 'EEXIST') throw error;
      }
    }
  };

const fileOver = (name: string, handle: FileHandle): OutputFile => ({
  name,
  write: async (text) => {
    await handle.appendFile(text);
  },
  close: async () => {
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
});
