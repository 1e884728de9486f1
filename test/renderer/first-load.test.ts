import { expect, test } from 'vitest';
import { loadedFirst } from '#test/support/loaded-first.ts';

test.each(['console', 'wall'])('%s: neither schemas nor charts are loaded before it is painted', (window) => {
  const { files, packages } = loadedFirst(`renderer/app/${window}-entry.tsx`);
  expect(files.size).toBeGreaterThan(100);
  expect(packages.has('react')).toBe(true);
  for (const late of ['zod', 'yaml', 'uplot', 'recharts']) expect(packages.get(late), late).toBeUndefined();
});
