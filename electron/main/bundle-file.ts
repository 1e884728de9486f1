import { realpath, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { isOwnAddress } from './addresses.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type BundleFile = { readonly path: string; readonly contentType: string };

/**
 * The file of the bundle that an app:// address names; null for anything that is not a plain file inside the bundle:
 * another host, a way out (`..`, encoded or not), a link that leads out, a kind of file that pages don't load.
 * @param bundle folder of the built windows
 */
export const bundleFile = async (bundle: string, address: string): Promise<BundleFile | null> => {
  if (!isOwnAddress(address)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').includes('..')) return null;
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined) return null;
  try {
    const inside = `${await realpath(bundle)}${sep}`;
    const file = await realpath(resolve(join(bundle, path)));
    if (!file.startsWith(inside) || !(await stat(file)).isFile()) return null;
    return { path: file, contentType };
  } catch {
    return null;
  }
};
