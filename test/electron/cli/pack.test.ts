import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packCommand } from '#cli/pack.ts';
import { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { type Change, small } from '#test/shared/pack/packs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tminus-pack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the subcommand; what it printed and its exit code. */
async function run(...args: string[]) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await packCommand(args, { out: (line) => out.push(line), complain: (line) => complaints.push(line) });
  return { code, out: out.join('\n'), complaints: complaints.join('\n') };
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const text = (...changes: Change[]) => small(...changes)[0]?.text ?? '';

describe('tminus pack', () => {
  it('prints a JSON Schema', async () => {
    const { code, out } = await run('schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('finds nothing in the built-in pack, named or by its folder', async () => {
    expect(await run('lint', 'media-gateway')).toMatchObject({ code: 0, out: 'Media Gateway v1.0: nothing found.' });
    expect(await run('lint', 'shared/packs/media-gateway', '--json')).toMatchObject({ code: 0, out: '[]' });
  });

  it('names file, line, rule and what to do', async () => {
    const path = write('mine.yaml', text(['gate: go', 'gate: stop']));
    const { code, out } = await run('lint', path);
    expect(code).toBe(1);
    expect(out).toMatch(/^mine\.yaml:\d+:\d+ unknown-reference: There is no gate `stop`\.\n {4}Correct the name/);
    const [finding] = JSON.parse((await run('lint', path, '--json')).out);
    expect(finding).toMatchObject({ file: 'mine.yaml', rule: 'unknown-reference', path: 'steps.0.gate' });
  });

  it('reads a folder', async () => {
    const whole = text();
    const at = whole.indexOf('procedures:');
    write('a.yaml', whole.slice(0, at));
    write('b.yml', whole.slice(at));
    write('notes.txt', 'not: [a pack');
    expect(await run('lint', folder)).toMatchObject({ code: 0 });
  });

  it('shows what the pack becomes, with variables set', async () => {
    const path = write('mine.yaml', text());
    const { code, out } = await run('show', path, '--json', '--set', 'version=v7');
    expect(code).toBe(0);
    expect(LaunchPlan.parse(JSON.parse(out)).title).toBe('Small v7');
    expect((await run('show', path)).out).toContain(
      'One: 100 % of traffic to stable | Two: 100 % of traffic to stable',
    );
    expect(await run('show', path, '--set', 'version=not a tag')).toMatchObject({ code: 1 });
  });

  it.each<[string, () => string[], RegExp]>([
    ['a path that is not there', () => ['lint', join(folder, 'none.yaml')], /no file or folder.*\n.*media-gateway/],
    ['a folder without a pack', () => ['lint', folder], /no \.yaml file/],
    [
      'a file that is not UTF-8',
      () => ['lint', write('u.yaml', new Uint8Array([0xff, 0xfe, 0x70, 0x00]))],
      /isn't UTF-8 text/,
    ],
    ['a file of ten megabytes', () => ['lint', write('x.yaml', 'x'.repeat(10_000_000))], /longer than any pack may be/],
    ['no verb', () => [], /no "pack "/],
    ['no path', () => ['lint'], /Which pack\?/],
    ['a setting without a value', () => ['show', 'media-gateway', '--set', 'version'], /--set takes NAME=VALUE/],
    ['an unknown option', () => ['lint', '--fix'], /--fix/],
  ])('says what to do about %s', async (_, args, complaint) => {
    const { code, out, complaints } = await run(...args());
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(complaints).toMatch(complaint);
  });
});
