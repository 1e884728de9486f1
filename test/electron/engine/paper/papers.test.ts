import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepPaper, PAPERS_KEPT, paperStem } from '#engine/paper/paper-files.ts';
import { PaperWriter } from '#engine/paper/paper-writer.ts';
import { notProven } from '#engine/watch/hub.ts';
import type { PaperWritten } from '#shared/contract/facts.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';
import { holderOf } from '#test/renderer/fixtures/people.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tminus-paper-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A disk of a few megabytes takes root on Linux; elsewhere its test says so and is skipped. */
const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'tminus-paper-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true });
  }
})();

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const papers = (): readonly string[] => readdirSync(join(folder, 'paper')).toSorted();

/** A writer on the launch of a scenario, with what it told. */
function writing(engine: FakeEngine) {
  const pushed: PaperWritten[] = [];
  const said: (Fault | null)[] = [];
  const bugs: unknown[] = [];
  const writer = new PaperWriter({
    folder,
    dispatcher: {
      get state() {
        return engine.state;
      },
      get position() {
        return engine.events.length;
      },
      listen: (listener) => {
        engine.onEvents = (events: readonly StoredEvent[]) => listener(events, []);
        return () => undefined;
      },
    },
    log: {
      head: () => ({ position: engine.events.length, seq: 1, hash: 'f00d'.repeat(16), hlc: '' }),
      events: () => [].values(),
    },
    hub: { readiness: notProven },
    clock: { now: () => engine.now },
    secrets: () => [],
    push: (name, data) => {
      if (name === 'paper.written') pushed.push(data as PaperWritten);
    },
    say: (trouble) => said.push(trouble),
    bug: (error) => bugs.push(error),
  });
  return { writer, pushed, said, bugs };
}

describe('the paper is written', () => {
  test('when asked: one file that names its time and why, and the same as the latest', async () => {
    const engine = scenarios.beforeGate();
    const { writer, pushed } = writing(engine);
    const written = await writer.write('asked for');
    if (!written.ok) throw new Error(written.error.message);
    const stem = paperStem(engine.now, engine.events.length, 'asked for');
    expect(papers()).toEqual([`${stem}.html`, 'latest.html']);
    expect(written.value).toEqual({
      launch: 'launch-1',
      html: join(folder, 'paper', `${stem}.html`),
      pdf: join(folder, 'paper', `${stem}.pdf`),
      at: engine.now,
      why: 'asked for',
    });
    expect(pushed).toEqual([written.value]);
    const html = readFileSync(written.value.html, 'utf8');
    expect(html).toContain(`position ${engine.events.length}, head ${'f00d'.repeat(16)}`);
    expect(readFileSync(join(folder, 'paper', 'latest.html'), 'utf8')).toBe(html);
    await writer.close();
  });

  test('by itself at a sign-off and at a gate’s decision, a burst of them once, never in the command’s own turn', async () => {
    const engine = scenarios.beforeGate();
    const { writer, pushed, bugs } = writing(engine);
    scenarios.listDone(engine, 't-1h');
    const gate = scenarios.launchGate?.id;
    if (gate === undefined) throw new Error('no gate');
    expect(
      engine.send({ type: 'gate.decide', gate, verdict: 'no-go', reason: 'wind' }, holderOf('launch-commander')),
    ).toBeNull();
    expect(existsSync(join(folder, 'paper'))).toBe(false);
    await pause(1200);
    expect(pushed).toHaveLength(1);
    expect(pushed[0]?.why).toContain('GO/NO-GO Decision Meeting: NO-GO');
    await writer.close();
    expect(pushed).toHaveLength(1);
    expect(bugs).toEqual([]);
  });

  test('at once when the launch is closed while one waits', async () => {
    const engine = scenarios.beforeGate();
    const { writer, pushed } = writing(engine);
    expect(engine.send({ type: 'clock.scrub', reason: 'another day' }, holderOf('launch-commander'))).toBeNull();
    await writer.close();
    expect(pushed.map(({ why }) => why)).toEqual(['scrubbed']);
  });

  test('not for what happens all the time', async () => {
    const engine = scenarios.beforeGate();
    const { writer, pushed } = writing(engine);
    engine.send({ type: 'note.write', kind: 'note', text: 'coffee' }, 'moreau');
    await pause(600);
    await writer.close();
    expect(pushed).toEqual([]);
  });
});

describe('papers on a disk', () => {
  test('the newest fifty are kept, each with its PDF; what a crash left half written goes', async () => {
    const place = join(folder, 'paper');
    mkdirSync(place);
    for (let hour = 0; hour < PAPERS_KEPT + 5; hour += 1) {
      const stem = paperStem(Date.UTC(2026, 10, 20, hour), hour, 'go');
      writeFileSync(join(place, `${stem}.html`), 'old');
      writeFileSync(join(place, `${stem}.pdf`), 'old');
    }
    writeFileSync(join(place, '.latest.html.partial'), 'half');
    writeFileSync(join(place, 'notes.txt'), 'somebody’s own');
    const stem = paperStem(Date.UTC(2026, 10, 24), 300, 'go');
    expect((await keepPaper(place, stem, '<p>new</p>')).ok).toBe(true);
    const names = papers();
    expect(names.filter((name) => name.endsWith('-go.html'))).toHaveLength(PAPERS_KEPT);
    expect(names.filter((name) => name.endsWith('.pdf'))).toHaveLength(PAPERS_KEPT - 1);
    expect(names).toContain(`${stem}.html`);
    expect(names).toContain('notes.txt');
    expect(names.filter((name) => name.includes('partial'))).toEqual([]);
    expect(names).not.toContain(`${paperStem(Date.UTC(2026, 10, 20, 0), 0, 'go')}.html`);
  });

  test('a name can hold nothing but letters, digits and dashes, whatever it was written for', () => {
    const at = Date.UTC(2026, 10, 24, 7, 45, 12);
    expect(paperStem(at, 123, 'GO/NO-GO Decision Meeting: GO')).toBe(
      '20261124T074512Z-123-go-no-go-decision-meeting-go',
    );
    expect(paperStem(at, 1, '../../etc/passwd\u0000 é')).toBe('20261124T074512Z-1-etc-passwd-e');
    expect(paperStem(at, 1, '…')).toBe('20261124T074512Z-1-paper');
  });

  test('a place that can not be written is said, and neither the launch nor what asked is held up', async () => {
    writeFileSync(join(folder, 'paper'), 'a file where the folder should be');
    const engine = scenarios.beforeGate();
    const { writer, pushed, said, bugs } = writing(engine);
    const written = await writer.write('asked for');
    expect(written).toMatchObject({ ok: false, error: { kind: 'fault', cause: 'disk' } });
    if (!written.ok) expect(written.error.message).toContain('The launch goes on');
    engine.send({ type: 'clock.scrub', reason: 'another day' }, holderOf('launch-commander'));
    await writer.close();
    expect(said).toMatchObject([{ kind: 'fault', cause: 'disk' }]);
    rmSync(join(folder, 'paper'));
    expect((await writer.write('asked for')).ok).toBe(true);
    expect(pushed).toHaveLength(1);
    expect(bugs).toEqual([]);
  });

  test.runIf(canMount)(
    'a full disk is said, the paper before stays whole, and with room again the next is written',
    async () => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
      try {
        const place = join(disk, 'paper');
        const [first, second] = [1, 2].map((hour) => paperStem(Date.UTC(2026, 10, 24, hour), hour, 'go'));
        const html = '<p>'.padEnd(300_000, 'x');
        expect((await keepPaper(place, first ?? '', html)).ok).toBe(true);
        writeFileSync(join(disk, 'filler'), Buffer.alloc(400_000));
        const full = await keepPaper(place, second ?? '', html);
        expect(full).toMatchObject({
          ok: false,
          error: { cause: 'disk', message: expect.stringContaining('the disk is full') },
        });
        expect(readdirSync(place).toSorted()).toEqual([`${first}.html`, 'latest.html']);
        expect(readFileSync(join(place, 'latest.html'), 'utf8')).toBe(html);
        rmSync(join(disk, 'filler'));
        expect((await keepPaper(place, second ?? '', '<p>')).ok).toBe(true);
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    },
  );
});
