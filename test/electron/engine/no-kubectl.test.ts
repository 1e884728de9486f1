import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const electron = fileURLToPath(new URL('../../../electron/', import.meta.url));
const sources = readdirSync(electron, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|mjs|cjs)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));
const those = (isOne: RegExp): readonly string[] =>
  sources.filter((file) => isOne.test(readFileSync(file, 'utf8'))).map((file) => relative(electron, file));

/** Who may start a program at all: the pack's own commands, the engine and the rehearsal environment as processes. */
const starters = [
  'cli/rehearse/environment.ts',
  'engine/adapters/commands/process-group.ts',
  'main/child-host.ts',
  'main/rehearsal-process.ts',
];

test('no program is started but the pack’s own commands, the engine and the rehearsal environment', () => {
  expect(those(/['"](node:)?child_process['"]/).toSorted()).toEqual(starters);
});

test('none of them is kubectl: the cluster is spoken to over its API, and command lines are only text to read', () => {
  const quoted = /['"`]kubectl['"`]|['"`/]kubectl\.exe/;
  for (const file of starters) expect(readFileSync(join(electron, file), 'utf8'), file).not.toMatch(/kubectl/);
  expect(those(/\b(spawn|exec|execFile|fork)(Sync)?\(\s*['"`]kubectl/)).toEqual([]);
  expect(those(quoted).filter((file) => !file.startsWith('engine/adapters/kubernetes/kubectl.ts'))).toEqual([]);
});
