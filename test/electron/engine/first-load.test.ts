import { expect, test } from 'vitest';
import { loadedFirst } from '#test/support/loaded-first.ts';

test('an engine that starts loads what reads the log, not packs nor what reaches outside', () => {
  const { files, packages } = loadedFirst('electron/engine/process.ts');
  expect(files.size).toBeGreaterThan(100);
  expect(packages.has('better-sqlite3')).toBe(true);
  for (const late of ['yaml', 'undici', '@kubernetes/client-node', '@slack/web-api'])
    expect(packages.get(late), late).toBeUndefined();
});
