import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { logFile } from '#engine/launch-files.ts';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';
import { EngineProcess } from '#test/support/engine-process.ts';
import { cast } from '#test/support/launch-story.ts';

let dir: string;
let home: string;
let rehearsal: Rehearsal;
let file: string;
let launch: string;
let engine: EngineProcess;

const start = async (rehearsalFile = file) => {
  engine = new EngineProcess(home, rehearsalFile);
  await engine.ready;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tminus-reopen-'));
  home = join(dir, 'home');
  rehearsal = await startRehearsal({ dir: join(dir, 'environment') });
  file = join(dir, 'environment', 'rehearsal.json');
  await start();
  const input = {
    pack: 'media-gateway',
    kind: 'rehearsal' as const,
    variables: {},
    people: [...cast],
    keeper: 'j-ito' as never,
    passphrase: 'correct horse battery',
  };
  ({ launch } = await engine.call('keeper', 'launch.create', input));
  await engine.until('the cluster is known', (state) => state.launch?.cluster != null);
  await engine.kill();
});
afterEach(() => engine.kill());
afterAll(async () => {
  await rehearsal.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** What a person is told of a log that is damaged: where launches are listed, or on every screen once it was checked. */
async function whatIsSaid(): Promise<string> {
  for (let look = 0; look < 60; look += 1) {
    const entry = await listed();
    if (entry?.trouble !== undefined)
      return `${entry.trouble.message} ${'hint' in entry.trouble ? entry.trouble.hint : ''}`;
    const snapshot = await engine.call('window', 'launch.snapshot', {});
    if (snapshot?.logTrouble?.includes('damaged')) return snapshot.logTrouble;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return '';
}

const listed = async () => (await engine.call('window', 'launch.list', {})).find((entry) => entry.id === launch);

test('a launch is open again after a start in the same environment', async () => {
  await start();
  expect((await engine.snapshot()).state.launch?.id).toBe(launch);
});

test('a rehearsal whose environment has ended stays closed, is listed, and says so when it is opened by hand', async () => {
  const ready = z
    .looseObject({ clock: z.looseObject({ startedAtReal: z.number() }) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  const other = join(dir, 'other.json');
  writeFileSync(
    other,
    JSON.stringify({ ...ready, clock: { ...ready.clock, startedAtReal: ready.clock.startedAtReal + 1 } }),
  );
  await start(other);
  expect(await engine.call('window', 'launch.snapshot', {})).toBeNull();
  expect(await listed()).toMatchObject({ isOpen: false });
  await engine.call('window', 'launch.open', { launch: launch as never });
  expect((await engine.snapshot()).state.launch?.id).toBe(launch);
});

test('a wrong passphrase, an unreadable request and a call nobody knows are each answered with what to do', async () => {
  await start();
  const wrong = await engine.envelope('window', 'identity.sign-in', {
    person: 'j-ito',
    passphrase: 'not the passphrase',
  });
  expect(wrong).toMatchObject({ ok: false, trouble: { kind: 'refusal', code: 'wrong-passphrase' } });
  const unreadable = await engine.envelope('window', 'launch.dispatch', {
    command: { type: 'action.start', action: 'x' },
  });
  expect(unreadable).toMatchObject({ ok: false, trouble: { code: 'bad-input' } });
  const unknown = await engine.envelope('window', 'launch.explode' as never, {});
  expect(unknown).toMatchObject({ ok: false, trouble: { code: 'unknown-call' } });
  const readOnly = await engine.envelope('window', 'launch.dispatch', {
    command: { type: 'note.write', kind: 'note', text: 'hello' },
  });
  expect(readOnly).toMatchObject({ ok: false, trouble: { code: 'read-only' } });
});

test('a wall only looks: whatever it sends is refused, also what is anyone’s on a console', async () => {
  await start();
  const hold = { command: { type: 'clock.hold', reason: '' } };
  expect(await engine.envelope('wall', 'launch.dispatch', hold, false)).toMatchObject({
    ok: false,
    trouble: { code: 'wall' },
  });
  expect(await engine.envelope('wall', 'launch.snapshot', {}, false)).toMatchObject({ ok: true });
  expect(await engine.envelope('console', 'launch.dispatch', hold)).toMatchObject({ ok: true });
});

test('a log with a damaged page or a cut end is not used silently: it is said where launches are listed or on the console', async () => {
  await start();
  await engine.stop();
  const path = logFile(home, launch);
  const whole = readFileSync(path);
  // In an event, not in a snapshot: that one is a cache, and is made again without a word.
  const event = whole.indexOf('launch.created');
  expect(event).toBeGreaterThan(0);
  const damages = [
    () => truncateSync(path, Math.floor(statSync(path).size / 2)),
    () => {
      const handle = openSync(path, 'r+');
      writeSync(handle, Buffer.alloc(600, 0x5a), 0, 600, event);
      closeSync(handle);
    },
  ];
  for (const damage of damages) {
    writeFileSync(path, whole);
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-shm`, { force: true });
    damage();
    await start();
    const said = await whatIsSaid();
    expect(said, 'nothing was said of the damage').not.toBe('');
    expect(said.length).toBeGreaterThan(40);
    await engine.kill();
  }
  writeFileSync(path, whole);
});
