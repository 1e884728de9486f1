import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder whose bytes hold one of `secrets`. */
export function filesWith(folder: string, secrets: readonly string[]): readonly string[] {
  const found: string[] = [];
  const look = (path: string): void => {
    const seen = statSync(path, { throwIfNoEntry: false });
    if (seen?.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
    if (seen?.isFile() && secrets.some((secret) => readFileSync(path).includes(secret))) found.push(path);
  };
  look(folder);
  return found;
}

/** Every process of this machine whose arguments or environment hold one of `secrets`; only where /proc is. */
export function processesWith(secrets: readonly string[]): readonly string[] {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      secrets.some((secret) => (read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`)).includes(secret)),
    );
}
