import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from 'playwright-core';
import { lent } from './lent.ts';

const attachedFirst = fileURLToPath(new URL('./attached-first.cjs', import.meta.url));

/**
 * Starts the real Electron on the tests' display, with Playwright attached before the app opens its first window.
 * @param words the app's folder and its arguments
 * @param env beside this process's own
 * @throws Error with what Electron printed when Playwright is not attached within 30 s
 */
export const launchElectron = async (
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> => {
  const { electron, node, display } = await lent();
  const all = {
    ...process.env,
    ...(display === undefined ? {} : { DISPLAY: display }),
    TMINUS_NODE: node,
    ...env,
  };
  return _electron.launch({
    executablePath: electron,
    args: ['-r', attachedFirst, ...words],
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    env: Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    timeout: 30_000,
  });
};
