import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tree = fileURLToPath(new URL('../../', import.meta.url));
const imported = /^(?:import|export)\s+(?!type\s)(?:[^'";]*?from\s+)?'([^']+)';/gms;

function fileOf(from: string, name: string): string | null {
  if (name.startsWith('#shared/')) return join(tree, 'shared', name.slice('#shared/'.length));
  return name.startsWith('.') ? join(dirname(from), name) : null;
}

/** `zod` of `zod/mini`, `@scope/name` of `@scope/name/part`. */
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** What is loaded with a source file, not later: its own files, and packages, each with one file that asks for it. */
export function loadedFirst(entry: string): {
  readonly files: ReadonlySet<string>;
  readonly packages: ReadonlyMap<string, string>;
} {
  const packages = new Map<string, string>();
  const files = new Set([join(tree, entry)]);
  for (const file of files) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      const found = fileOf(file, name);
      if (found === null) packages.set(packageOf(name), file);
      else if (/\.tsx?$/.test(found)) files.add(found);
    }
  }
  return { files, packages };
}
