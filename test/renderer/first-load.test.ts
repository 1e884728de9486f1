import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const tree = fileURLToPath(new URL('../../', import.meta.url));
const imported = /^(?:import|export)\s+(?!type\s)(?:[^'";]*?from\s+)?'([^']+)';/gms;

function fileOf(from: string, name: string): string | null {
  if (name.startsWith('#shared/')) return join(tree, 'shared', name.slice('#shared/'.length));
  return name.startsWith('.') ? join(dirname(from), name) : null;
}

/** Packages that are loaded before the first paint, each with one file that asks for it. */
function loadedFirst(entry: string): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  const files = new Set([join(tree, entry)]);
  for (const file of files) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      const found = fileOf(file, name);
      if (found === null) packages.set(name.split('/')[0] ?? name, file);
      else if (/\.tsx?$/.test(found)) files.add(found);
    }
  }
  expect(files.size).toBeGreaterThan(100);
  return packages;
}

test.each(['console', 'wall'])('%s: neither schemas nor charts are loaded before it is painted', (window) => {
  const packages = loadedFirst(`renderer/app/${window}-entry.tsx`);
  expect(packages.has('react')).toBe(true);
  for (const late of ['zod', 'yaml', 'uplot', 'recharts']) expect(packages.get(late), late).toBeUndefined();
});
