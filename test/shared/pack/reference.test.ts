import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packJsonSchema } from '#shared/pack/json-schema.ts';
import { LINT_RULES } from '#shared/pack/lint.ts';
import { packReference } from '#shared/pack/reference.ts';

const reference = readFileSync(fileURLToPath(new URL('../../../docs/pack-reference.md', import.meta.url)), 'utf8');

describe('the pack reference', () => {
  it('is what the schema says today: `tminus pack reference > docs/pack-reference.md` writes it anew', () => {
    expect(reference).toBe(packReference());
  });

  it('tells of every key of the schema', () => {
    const keys = Object.keys(packJsonSchema(false).properties ?? {});
    expect(keys.length).toBeGreaterThan(35);
    expect(keys.filter((key) => !reference.includes(`\n### \`${key}\`\n`))).toEqual([]);
  });

  it('says of a variable its type, its default and where it is asked for', () => {
    expect(reference).toMatch(/\| `type` \| `text`, `number`, .*`image-tag` \| `text` \|/);
    expect(reference).toMatch(/\| `asked` \| `launch`, `use` \| `launch` \|/);
    expect(reference).toMatch(/\| `people` \| people \| required \| How many people hold it/);
  });

  it('tells of the keys deep inside, of actions and of probes', () => {
    expect(reference).toContain('| `sections[].items[].probe` | probe |');
    expect(reference).toMatch(/\| `tls` \| .* \| `host`: text; `validFor`: duration, else `0m` \|/);
    expect(reference).toMatch(/\| `move-to-stage` \| .*`percent`: percentage/);
  });

  it('names no numbered settlement and no design document, which its readers do not have', () => {
    const said = [reference, JSON.stringify(packJsonSchema(false)), ...LINT_RULES.map((rule) => rule.says)];
    expect(said.filter((text) => /reconciled|authority\.md/.test(text))).toEqual([]);
  });

  it('tells of every rule, and whether a launch can be made all the same', () => {
    for (const { name, severity, blocks } of LINT_RULES) {
      expect(reference).toMatch(new RegExp(`\\| \`${name}\` \\| [^|]+ \\| ${severity} \\| ${blocks ? 'yes' : ''} \\|`));
    }
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
