import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowName } from './window-role.ts';
import type { Windows } from './windows.ts';

const everyMs = 3000;

/**
 * For a machine without a display: a picture of every open window every few seconds, one file for each window, so that
 * what is on the virtual display can be looked at.
 */
export const keepScreenshots = (windows: Windows, folder: string): NodeJS.Timeout => {
  mkdirSync(folder, { recursive: true });
  const takeAll = async (): Promise<void> => {
    for (const { role, window } of windows.all()) {
      if (window.isDestroyed() || !window.isVisible()) continue;
      const picture = await window.webContents.capturePage();
      if (picture.isEmpty()) continue;
      const file = join(folder, `${windowName(role)}.png`);
      writeFileSync(`${file}.new`, picture.toPNG());
      renameSync(`${file}.new`, file);
    }
  };
  // A window that closes while its picture is taken, or a full disk, costs that picture only.
  return setInterval(() => void takeAll().catch(() => undefined), everyMs);
};
