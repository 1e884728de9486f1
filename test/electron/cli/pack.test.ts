import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packCommand } from '#cli/pack.ts';
import { listPacks } from '#engine/packs.ts';
import { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { CAST_FILE } from '#shared/pack/files.ts';
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

/** A named pipe that nobody writes to. */
function pipe(name: string): string {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return path;
}

/** Nine levels that repeat each other nine times: a few hundred bytes for gigabytes. */
const BOMB = 'abcdefghi'
  .split('')
  .map(
    (key, at, all) =>
      `${key}: &${key} [${Array(9)
        .fill(at === 0 ? 'x' : `*${all[at - 1]}`)
        .join(', ')}]`,
  )
  .join('\n');

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

  it('prints the reference that is kept in the documents', async () => {
    const { code, out } = await run('reference');
    expect(code).toBe(0);
    expect(out).toMatch(/^# Pack reference\n/);
  });

  it('counts what the built-in pack holds', async () => {
    const { code, out } = await run('show', 'shared/packs/media-gateway', '--json');
    expect(code).toBe(0);
    const { name, version, counts, ...more } = JSON.parse(out);
    expect({ name, version, more }).toEqual({ name: 'media-gateway', version: '1.0.0', more: {} });
    expect(counts).toMatchObject({ timeline: 28, checklistItems: { 't-24h': 28 }, stageVerifications: 12 });
    expect(counts.probes).toBeGreaterThanOrEqual(25);
  });

  it('names file, line, severity, rule and what to do', async () => {
    const path = write('mine.yaml', text(['gate: go', 'gate: stop']));
    const { code, out } = await run('lint', path);
    expect(code).toBe(1);
    expect(out).toMatch(/^mine\.yaml:\d+:\d+ error unknown-reference: There is no gate `stop`\.\n {4}Correct the name/);
    const [finding] = JSON.parse((await run('lint', path, '--json')).out);
    expect(finding).toEqual({
      rule: 'unknown-reference',
      severity: 'error',
      file: 'mine.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
      message: 'There is no gate `stop`.',
      hint: expect.stringContaining('There are: go.'),
    });
    expect(out).toContain('1 error, 0 warnings.');
  });

  it('ends well when there are warnings alone', async () => {
    const path = write('mine.yaml', text(['mode: sequential', 'mode: parallel']));
    const { code, out } = await run('lint', path);
    expect(code).toBe(0);
    expect(out).toContain('warning parallel-dependency');
    expect(out).toContain('0 errors, 1 warning.');
    expect((await run('lint', path, '--json')).code).toBe(0);
  });

  it('makes a pack to begin with, which has nothing wrong and becomes a launch', async () => {
    const place = join(folder, 'Night Train 2');
    expect(await run('new', place)).toMatchObject({ code: 0, complaints: '' });
    expect(await run('lint', place, '--json')).toMatchObject({ code: 0, out: '[]' });
    expect(JSON.parse((await run('show', place, '--json')).out)).toMatchObject({ name: 'night-train-2' });
    expect((await run('show', place)).out).toContain('Night Train 2 1.0.0');
    expect(readdirSync(place)).toContain('pack.schema.json');
  });

  it('makes one in an empty folder, under the name it is given', async () => {
    expect(await run('new', folder, '--name', 'ticket-shop')).toMatchObject({ code: 0 });
    expect(JSON.parse((await run('show', folder, '--json')).out)).toMatchObject({ name: 'ticket-shop' });
  });

  it('overwrites nothing', async () => {
    write('mine.yaml', 'mine: true\n');
    const { code, complaints } = await run('new', folder, '--name', 'other');
    expect(code).toBe(2);
    expect(complaints).toMatch(/isn't empty.*\n.*nothing is ever overwritten/);
    expect(readdirSync(folder)).toEqual(['mine.yaml']);
  });

  it.each<[string, () => string, RegExp]>([
    ['is not UTF-8', () => write('u.yaml', new Uint8Array([0x70, 0x3a, 0x0a, 0xff, 0xfe])), /isn't UTF-8 text/],
    ['has fifty megabytes', () => write('x.yaml', 'x'.repeat(50_000_000)), /48829 KB long; the limit is 1024 KB/],
    ['is a bomb of aliases', () => write('b.yaml', BOMB), /fill the memory/],
    ['is nested ten thousand times', () => write('d.yaml', `a: ${'['.repeat(10_000)}`), /deeper than 40 levels/],
  ])('tells in its line what is wrong with a file that %s', async (_, path, message) => {
    const place = path();
    const { code, out } = await run('lint', place, '--json');
    expect(code).toBe(1);
    const [finding] = JSON.parse(out);
    expect(finding.message).toMatch(message);
    expect(finding.line).toBeGreaterThanOrEqual(1);
    expect(await run('show', place)).toMatchObject({ code: 1 });
  });

  /** A folder with a pack and, beside it, a link to what never ends. */
  const endless = (name: string): string => {
    const place = join(folder, 'endless');
    mkdirSync(place);
    writeFileSync(join(place, 'a.yaml'), text());
    symlinkSync('/dev/zero', join(place, name));
    return place;
  };

  it.skipIf(process.platform === 'win32').each<[string, () => string, string]>([
    ['a pipe', () => pipe('pipe.yaml'), 'pipe.yaml'],
    ['a device', () => '/dev/zero', 'zero'],
    ['a folder with a link to a device', () => endless('b.yaml'), 'b.yaml'],
  ])('refuses %s, which would never end, without reading it', async (_, path, file) => {
    const { code, out } = await run('lint', path(), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ file, line: 1, message: expect.stringMatching(/no regular file/) }]);
  });

  it.skipIf(process.platform === 'win32')('lists such a pack as broken, and reads no endless cast', () => {
    endless('b.yaml');
    symlinkSync('/dev/zero', join(folder, 'endless', CAST_FILE));
    const [listed] = listPacks(folder);
    expect(listed).toMatchObject({ name: 'endless', cast: [], trouble: { code: 'pack-broken' } });
    expect(listed?.trouble?.message).toMatch(/has 1 error: b\.yaml line 1: This is no regular file/);
  });

  it('does not read a pack of fifty megabytes to list it', () => {
    mkdirSync(join(folder, 'huge'));
    write('huge/a.yaml', 'x'.repeat(50_000_000));
    expect(listPacks(folder)[0]?.trouble?.message).toMatch(/48829 KB long; the limit is 1024 KB/);
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
    const { code, out } = await run('show', path, '--plan', '--set', 'version=v7');
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
    ['a name that is none', () => ['new', join(folder, 'x'), '--name', 'No Name'], /can't be the name of a pack/],
    ['a new pack without a folder', () => ['new'], /Which folder\?/],
    ['a new pack where a file is', () => ['new', write('taken', ''), '--name', 'taken'], /is a file/],
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
