import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLoki, type LokiSettings } from '#engine/adapters/loki/loki.ts';
import { type Loki, startLoki } from '#test/servers/loki.ts';
import { hearLogs } from './support/heard-logs.ts';

const TIMEOUT = { timeout: 40_000 };
const labels = { namespace: 'prod', app: 'api-gateway', pod: 'api-gateway-canary-1' };
let loki: Loki;
let heard: ReturnType<typeof hearLogs> | null = null;
beforeEach(async () => {
  loki = await startLoki({ token: 'secret', tenant: 'team' });
});
afterEach(async () => {
  await heard?.stop();
  heard = null;
  await loki.stop();
});
const follow = (settings: Partial<LokiSettings> = {}) => {
  heard = hearLogs(createLoki({ url: loki.url, token: 'secret', tenant: 'team', ...settings }, 'prod'), [
    'api-gateway',
    'auth-service',
  ]);
  return heard;
};
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => `line ${from + index}`);
const pushAll = (texts: readonly string[]) => {
  for (const text of texts) loki.push(labels, text);
};

test('what was written before is read, then what is written now, each line once, of our services alone', async () => {
  pushAll(numbers(0, 3));
  loki.push({ ...labels, app: 'somebody-else' }, 'not ours');
  loki.push({ ...labels, namespace: 'test' }, 'not ours either');
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  loki.push({ ...labels, pod: 'auth-1', app: 'auth-service', detected_level: 'warn' }, 'line 3');
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(0, 4));
  expect(logs.entries[3]).toMatchObject({ pod: 'auth-1', app: 'auth-service', level: 'warn' });
  expect(Math.abs(Date.now() - (logs.entries[3]?.atMs ?? 0))).toBeLessThan(60_000);
  expect(logs.state()).toEqual({ kind: 'live', partial: null });
});

test('a tail that is cut or ends is taken up again: what was written meanwhile is there, nothing twice', async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  pushAll(numbers(0, 50));
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(50);
  loki.cutTails();
  pushAll(numbers(50, 300));
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(350);
  loki.endTails();
  pushAll(numbers(350, 10));
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(360);
  expect(logs.texts()).toEqual(numbers(0, 360));
});

test('where there was no line before a break, all that came in it is there', async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  await loki.die();
  pushAll(numbers(0, 1_500));
  await loki.comeBack();
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(1_500);
  expect(logs.texts()).toEqual(numbers(0, 1_500));
});

test('Loki dies, it is said, and when it is back so are the lines of that time', async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  pushAll(numbers(0, 5));
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(5);
  await loki.die();
  await expect
    .poll(() => logs.state(), TIMEOUT)
    .toMatchObject({
      ...{ kind: 'failing', fault: { cause: 'unreachable', message: expect.stringContaining('read logs') } },
    });
  pushAll(numbers(5, 5));
  await loki.comeBack();
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(0, 10));
});

test('Loki hangs: no line and no ping for fifteen seconds is no calm, and it comes back by itself', {
  timeout: 90_000,
}, async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  loki.setMode('hang');
  await expect.poll(() => logs.state(), TIMEOUT).toMatchObject({ kind: 'failing', fault: { cause: 'timeout' } });
  pushAll(numbers(0, 3));
  loki.setMode('up');
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(0, 3));
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
});

test('Loki opens the tail and refuses it then: its reason is said, and it is asked less and less often', async () => {
  loki.setMode('too-many-tails');
  const logs = follow();
  await expect
    .poll(() => logs.state(), TIMEOUT)
    .toMatchObject({
      ...{ kind: 'failing', fault: { message: expect.stringContaining('max concurrent tail requests limit') } },
      retryInMs: expect.toSatisfy((ms: number) => ms > 1_500),
    });
  loki.setMode('up');
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
});

test('a quiet Loki is live: its pings say so', async () => {
  const logs = follow();
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
  expect(logs.entries).toEqual([]);
});

test('lines that Loki says it left out are counted', async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  loki.lose(17);
  pushAll(['after it']);
  await expect.poll(logs.lost, TIMEOUT).toBe(17);
});

test('after a long break so much is missing that it is said, and the tail goes on', { timeout: 90_000 }, async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  pushAll(['before']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['before']);
  await loki.die();
  pushAll(numbers(0, 30_000));
  await loki.comeBack();
  await expect
    .poll(() => logs.state(), TIMEOUT)
    .toMatchObject({ kind: 'live', partial: expect.stringContaining('too many') });
  pushAll(['now again']);
  await expect.poll(() => logs.texts().at(-1), TIMEOUT).toBe('now again');
  expect(new Set(logs.texts()).size).toBe(logs.entries.length);
});

test('a wrong token, a wrong query and something that is not Loki are each said in words', async () => {
  expect((await refusedWith({ token: 'old' }))?.message).toMatch(/no valid credentials \(401\)/);
  expect((await refusedWith({ query: 'rate(x)' }))?.message).toMatch(/parse error at line 1.*\(400\)/);
  expect((await refusedWith({ url: `${loki.url}/elsewhere` }))?.message).toMatch(/404/);
});
async function refusedWith(settings: Partial<LokiSettings>) {
  const logs = follow(settings);
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('failing');
  const state = logs.state();
  await logs.stop();
  heard = null;
  return state?.kind === 'failing' ? state.fault : null;
}

test('a query of the team replaces ours', async () => {
  pushAll(['kept', 'left']);
  const logs = follow({ query: '{namespace="prod"} |= "kept"' });
  await expect.poll(logs.texts, TIMEOUT).toEqual(['kept']);
});

test('a line of 5 MB is cut at the door and says how long it was', { timeout: 90_000 }, async () => {
  const logs = follow();
  await expect.poll(loki.tails, TIMEOUT).toBe(1);
  pushAll(['x'.repeat(5 * 1024 * 1024)]);
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(1);
  expect(logs.texts()[0]).toMatch(/^x{8192}… 5,242,880 bytes$/);
});

/** Long lines that begin with their number. */
const longLines = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => `long ${index} `.padEnd(bytes, 'x'));
const starts = (texts: readonly string[]) => texts.map((text) => text.split(' ').slice(0, 2).join(' '));
const longStarts = (count: number) => Array.from({ length: count }, (_, index) => `long ${index}`);
const MEGABYTE = 1024 * 1024;
/** Loki has to be asked for some hundred megabytes. */
const LONG = { timeout: 90_000 };

/** What comes while Loki is away, between a line before and one after. */
async function missed(texts: readonly string[]) {
  const logs = follow();
  await expect.poll(loki.tails, LONG).toBe(1);
  pushAll(['line before']);
  await expect.poll(() => logs.entries.length, LONG).toBe(1);
  await loki.die();
  pushAll([...texts, 'line after']);
  await loki.comeBack();
  await expect.poll(() => logs.texts().includes('line after'), LONG).toBe(true);
  await expect.poll(() => logs.state()?.kind, LONG).toBe('live');
  pushAll(['line now']);
  await expect.poll(() => logs.texts().at(-1), LONG).toBe('line now');
  return logs;
}

test('lines of 5 MB that came in a break are all there, each once, and the tail goes on', {
  timeout: 180_000,
}, async () => {
  const logs = await missed(longLines(7, 5 * MEGABYTE));
  expect(starts(logs.texts())).toEqual(['line before', ...longStarts(7), 'line after', 'line now']);
  expect(logs.state()).toEqual({ kind: 'live', partial: null });
});

test('so many long lines in a break that they are no answer together come in parts', { timeout: 180_000 }, async () => {
  const logs = await missed(longLines(6_000, 7_000));
  expect(starts(logs.texts())).toEqual(['line before', ...longStarts(6_000), 'line after', 'line now']);
  expect(logs.state()).toEqual({ kind: 'live', partial: null });
});

test('a line that can not be taken even alone is stepped over, and that is said', { timeout: 180_000 }, async () => {
  const [first = '', second = ''] = longLines(2, 10);
  const logs = await missed([first, 'x'.repeat(33 * MEGABYTE), second]);
  expect(starts(logs.texts())).toEqual(['line before', ...longStarts(2), 'line after', 'line now']);
  const said = expect.stringMatching(/^at least 1 line was stepped over, at [\d:]+ UTC: too long to be taken$/);
  expect(logs.state()).toEqual({ kind: 'live', partial: said });
  // After another break it is not asked for again, and still counted once.
  loki.cutTails();
  pushAll(['line again']);
  await expect.poll(() => logs.texts().at(-1), LONG).toBe('line again');
  await expect.poll(() => logs.state(), LONG).toEqual({ kind: 'live', partial: said });
});

test('lines that are too long for one message of the tail are read by range', { timeout: 180_000 }, async () => {
  const logs = follow();
  await expect.poll(loki.tails, LONG).toBe(1);
  pushAll(longLines(7, 5 * MEGABYTE));
  await expect.poll(() => starts(logs.texts()), LONG).toEqual(longStarts(7));
  await expect.poll(() => logs.state(), LONG).toEqual({ kind: 'live', partial: null });
  pushAll(['line now']);
  await expect.poll(() => starts(logs.texts()), LONG).toEqual([...longStarts(7), 'line now']);
});

test('what was written before is read in parts too, where it is long', { timeout: 180_000 }, async () => {
  pushAll(longLines(7, 5 * MEGABYTE));
  const logs = follow();
  await expect.poll(() => starts(logs.texts()), LONG).toEqual(longStarts(7));
  await expect.poll(() => logs.state()?.kind, LONG).toBe('live');
});
