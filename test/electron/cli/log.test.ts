import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { logCommand } from '#cli/log.ts';
import { launchDescribe, timelineWriter } from '#cli/log-timeline.ts';
import type { Recorded } from '#engine/store/record.ts';
import {
  command,
  fill,
  must,
  newPath,
  open,
  raw,
  scratchFolder,
  testConsole,
  writtenLog,
} from '../engine/store/scratch-log.ts';

/** Runs `tminus log ...` in this process: exit code, what it printed and what it complained. */
async function run(...args: readonly string[]): Promise<{ code: number; out: string; complaint: string }> {
  const out: string[] = [];
  const complaint: string[] = [];
  const code = await logCommand(args, { out: (line) => out.push(line), complain: (line) => complaint.push(line) });
  return { code, out: out.join('\n'), complaint: complaint.join('\n') };
}

const headOf = (path: string): string =>
  String(raw(path, (db) => db.prepare('SELECT hash FROM event ORDER BY position DESC LIMIT 1').pluck().get()));

describe('tminus log verify', () => {
  test('says that a log is whole, with its head, and exits with 0', async () => {
    const path = writtenLog(12);
    const { code, out } = await run('verify', path, '--head', headOf(path));
    expect(code).toBe(0);
    expect(out).toContain(`The log ${path} is whole: 12 events`);
    expect(out).toContain(`Head: ${headOf(path)}`);
    expect(out).toMatch(/Console console-1: 12 events, signed to 12; its key in words: (\w+ ?){6}/);
  });

  test('says where a log is broken and what to do, and exits with 1', async () => {
    const path = writtenLog(12);
    raw(path, (db) =>
      db.exec(
        "DROP TRIGGER event_never_changed; UPDATE event SET data = replace(data, 'command', 'nothing') WHERE position = 5",
      ),
    );
    const { code, out } = await run('verify', path);
    expect(code).toBe(1);
    expect(out).toContain(`The log ${path} is broken at position 5 (event 5 of its console): the data was changed`);
    expect(out).toContain('Positions 1 to 4 are sound.');
    expect(out).toContain('What to do: keep this file as it is');
  });

  test('finds that a head kept elsewhere is missing, and exits with 1', async () => {
    const { code, out } = await run('verify', writtenLog(3), '--head', 'ab'.repeat(32));
    expect(code).toBe(1);
    expect(out).toContain('its end was cut off');
  });

  test('finds a cut file broken', async () => {
    const log = must(open(newPath(), testConsole()));
    for (let n = 0; n < 100; n += 1) must(log.append(command(`c${n}`, 5)));
    log.close();
    truncateSync(log.path, Math.floor(readFileSync(log.path).length * 0.6));
    const { code, out } = await run('verify', log.path);
    expect(code).toBe(1);
    expect(out).toMatch(/is broken at position \d+/);
    expect(out).toMatch(/Positions 1 to \d+ are sound/);
    expect(out).toMatch(/the file was cut/);
  });

  test.each([
    [['verify']],
    [['verify', '/no/such/file']],
    [['verify', 'a', 'b']],
    [['verify', 'a', '--head', 'short']],
    [['verify', 'a', '--nonsense']],
    [['export', 'a']],
    [['export', 'a', '--format', 'pdf']],
    [['rewrite', 'a']],
    [[]],
  ])('%j is wrong use: exit code 2 and how to use it', async (args) => {
    const { code, out, complaint } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(complaint).not.toBe('');
  });

  test('a file that is no log exits with 1 and says so', async () => {
    const path = newPath();
    writeFileSync(path, 'a shopping list');
    const { code, complaint } = await run('verify', path);
    expect(code).toBe(1);
    expect(complaint).toContain('is not a Tminus log');
  });

  test('works from the command line', () => {
    const path = writtenLog(3);
    const script = fileURLToPath(new URL('../../../electron/cli/tminus.ts', import.meta.url));
    const whole = spawnSync(process.execPath, [script, 'log', 'verify', path], { encoding: 'utf8' });
    expect([whole.status, whole.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('is whole: 3 events')]);
    const wrong = spawnSync(process.execPath, [script, 'lag'], { encoding: 'utf8' });
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('There is no command "lag"')]);
  });
});

const checker = fileURLToPath(new URL('../../../electron/cli/verify-bundle.mjs', import.meta.url));

function check(bundle: string, ...more: readonly string[]) {
  const done = spawnSync(process.execPath, [checker, bundle, ...more], {
    encoding: 'utf8',
    cwd: scratchFolder(),
    env: {},
  });
  return { code: done.status, out: done.stdout + done.stderr };
}

async function bundled(): Promise<{ path: string; bundle: string; lines: string[] }> {
  const log = must(open(newPath(), testConsole()));
  const [secret] = must(log.append(command('"\ud800é', 1)));
  fill(log, 8);
  must(log.signHead());
  must(log.append(command('redact', 1, { redacts: [String(secret?.id)] })));
  must(log.signHead());
  log.close();
  const bundle = join(scratchFolder(), 'bundle.jsonl');
  expect((await run('export', log.path, '--format', 'json', '--out', bundle)).code).toBe(0);
  return { path: log.path, bundle, lines: readFileSync(bundle, 'utf8').trimEnd().split('\n') };
}

describe('tminus log export --format json', () => {
  test('gives a bundle that a script without Tminus finds whole', async () => {
    const { path, bundle, lines } = await bundled();
    expect(lines).toHaveLength(1 + 10 + 2);
    expect(check(bundle)).toMatchObject({ code: 0, out: expect.stringContaining('Whole: 10 events.') });
    expect(check(bundle, '--head', headOf(path)).code).toBe(0);
    expect(check(bundle, '--head', 'ab'.repeat(32)).code).toBe(1);
  });

  test('the script uses nothing but Node and is about a hundred lines', () => {
    const text = readFileSync(checker, 'utf8');
    const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
    expect(imports).toEqual(['node:crypto', 'node:fs']);
    expect(text.split('\n').length).toBeLessThan(120);
  });

  const changes: ReadonlyArray<readonly [string, (lines: string[]) => string[], RegExp]> = [
    [
      'a changed text',
      (lines) => lines.map((line, n) => (n === 4 ? line.replace('command-3', 'command-4') : line)),
      /position 4/,
    ],
    ['an event left out', (lines) => lines.filter((_, n) => n !== 4), /position 5: it does not follow position 3/],
    ['the end cut off', (lines) => lines.filter((_, n) => n < 8 || n > 10), /the end was cut off at event 7/],
    ['events changed over', (lines) => lines.toSpliced(4, 2, String(lines[5]), String(lines[4])), /position 5/],
    [
      'another key',
      (lines) =>
        lines.map((line, n) =>
          n === 0 ? line.replace(/"publicKey":"[^"]+"/, `"publicKey":"${testConsole().publicKey}"`) : line,
        ),
      /is not signed/,
    ],
    [
      'a line that is no JSON',
      (lines) => lines.map((line, n) => (n === 4 ? line.slice(2) : line)),
      /line 5 can't be read/,
    ],
    ['another format', (lines) => ['{"format":"x"}', ...lines.slice(1)], /not a bundle/],
  ];

  test.each(changes)('the script finds %s', async (_name, change, what) => {
    const { bundle, lines } = await bundled();
    writeFileSync(bundle, `${change(lines).join('\n')}\n`);
    const { code, out } = check(bundle);
    expect(code).toBe(1);
    expect(out).toMatch(what);
  });

  test('never takes the place of a file', async () => {
    const out = join(scratchFolder(), 'mine');
    writeFileSync(out, 'mine');
    const done = await run('export', writtenLog(1), '--format', 'json', '--out', out);
    expect(done).toMatchObject({ code: 2, complaint: expect.stringContaining('already there') });
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  test('leaves no empty file when there is nothing to export', async () => {
    const out = join(scratchFolder(), 'bundle.jsonl');
    expect((await run('export', '/no/such/log', '--format', 'json', '--out', out)).code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});

describe('tminus log export --format md', () => {
  test('gives a line for each event, in which nothing of the text is markup', async () => {
    const log = must(open(newPath(), testConsole()));
    const text = '<img src=x onerror=alert(1)> [click](http://evil) **bold**\n# heading';
    must(log.append(command('a', 0, { events: [{ type: 'something.new', version: 1, data: { text } }] })));
    fill(log, 2);
    log.close();
    const { code, out } = await run('export', log.path, '--format', 'md');
    expect(code).toBe(0);
    const lines = out.split('\n').filter((line) => line.startsWith('- '));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('2026-11-24 12:00:00 UTC #1 **something.new**');
    expect(lines[0]).toContain('\\<img');
    expect(out).not.toMatch(/[^\\]<img|^# heading|[^\\]\*\*bold/m);
  });

  test('reads like the timeline for events of a launch, and begins with REHEARSAL for a rehearsal', () => {
    const recorded = (position: number, type: string, data: unknown): Recorded => ({
      position,
      type,
      data,
      id: 'i',
      version: 1,
      at: 0,
      hlc: 'h',
      actor: 'maria',
      console: 'c',
      consoleSeq: position,
      commandId: 'd',
      index: 0,
      hash: 'x',
    });
    const lines: string[] = [];
    const write = timelineWriter('launch.db', (line) => lines.push(line), launchDescribe());
    write(recorded(1, 'launch.created', { kind: 'rehearsal' }));
    write(recorded(2, 'clock.held', { by: null, reason: 'smoke in the rack' }));
    expect(lines[0]).toMatch(/^# REHEARSAL: timeline of launch.db/);
    expect(lines[2]).toMatch(/\*\*Hold\*\* someone not signed in: smoke in the rack/);
  });

  test('what can be read of a broken log is exported, and the exit code says that it ends early', async () => {
    const log = must(open(newPath(), testConsole()));
    for (let n = 0; n < 100; n += 1) must(log.append(command(`c${n}`, 5)));
    log.close();
    truncateSync(log.path, Math.floor(readFileSync(log.path).length * 0.6));
    const { code, out, complaint } = await run('export', log.path, '--format', 'md');
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => line.startsWith('- ')).length).toBeGreaterThan(10);
    expect(complaint).toMatch(/After event \d+ the file can't be read/);
  });
});
