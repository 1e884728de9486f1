import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * A path inside the checkout.
 * @param {string[]} parts
 */
export const inTree = (...parts) => join(root, ...parts);

/** Folder outside the tree for what is big and shared by checkouts: $TMINUS_CACHE, else XDG_CACHE_HOME or ~/.cache, /tminus. */
export const cacheFolder = () =>
  process.env.TMINUS_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tminus');
