import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compilePack } from '#shared/pack/compile.ts';
import { builtInFiles, loaded } from './packs.ts';

const folder = fileURLToPath(new URL('../../../shared/packs/', import.meta.url));

/** Every program of a built-in pack that lies in its own folder, with the hash that the pack pins. */
const programsOf = (name: string): { program: string; sha256: string | undefined }[] => {
  const compiled = compilePack(loaded(builtInFiles(name)), {});
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const { steps, quickRollback, databaseRollback } = compiled.value;
  return [...steps, quickRollback, ...(databaseRollback ? [databaseRollback] : [])]
    .flatMap((one) => one.operations)
    .flatMap(({ spec }) =>
      spec.kind === 'command.run' && spec.program.startsWith('./')
        ? [{ program: spec.program, sha256: spec.sha256 }]
        : [],
    );
};

describe('the programs of a built-in pack', () => {
  it.each(['media-gateway', 'two-services'])('ship with %s and are the very ones that the pack pins', (name) => {
    for (const { program, sha256 } of programsOf(name)) {
      const file = join(folder, name, program);
      expect(existsSync(file), `${program} is there`).toBe(true);
      expect(sha256, program).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    }
  });

  it('are nine runs of the smoke test of Media Gateway', () => {
    expect(programsOf('media-gateway').map((one) => one.program)).toEqual(Array(9).fill('./scripts/smoke-test.sh'));
  });
});
