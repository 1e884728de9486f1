import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packJsonSchema } from '#shared/pack/json-schema.ts';
import { LINT_RULES } from '#shared/pack/lint.ts';

const reference = readFileSync(fileURLToPath(new URL('../../../docs/pack-reference.md', import.meta.url)), 'utf8');

describe('the pack reference', () => {
  it('tells of every key of the schema', () => {
    const keys = Object.keys(packJsonSchema(false).properties ?? {});
    expect(keys.length).toBeGreaterThan(35);
    expect(keys.filter((key) => !reference.includes(`\`${key}\``))).toEqual([]);
  });

  it('tells of every rule, and whether a launch can be made all the same', () => {
    const rows = new Map(
      [...reference.matchAll(/^\| `([a-z-]+)` +\| [^|]+\| (yes|) *\|$/gm)].map((row) => [row[1], row[2]]),
    );
    expect(LINT_RULES.map((rule) => [rule.name, rows.get(rule.name)])).toEqual(
      LINT_RULES.map((rule) => [rule.name, rule.blocks ? 'yes' : '']),
    );
  });
});

describe('the JSON Schema', () => {
  it('describes what is written, not what it becomes, and allows no unknown key', () => {
    const schema = packJsonSchema(false);
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: false });
    expect(schema.required).toContain('steps');
    expect(JSON.stringify(schema)).toContain('"examples":["T-45m"');
  });

  it('asks for no key of the files of a folder', () => {
    expect(packJsonSchema(true).required ?? []).toEqual([]);
  });
});
