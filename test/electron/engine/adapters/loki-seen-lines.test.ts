import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { LokiEntry } from '#engine/adapters/loki/loki-messages.ts';
import { SeenLines } from '#engine/adapters/loki/seen-lines.ts';

const START = 1_700_000_000_000;
const line = (ms: number, text: string, pod = 'api-1'): LokiEntry => ({
  ...{ nanoseconds: `${START + ms}000000`, atMs: START + ms, pod, app: null, level: null, text },
});

/** What is in use, after all that isn't was thrown away. */
function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

test('a line is new once, and another of another time, pod or text is new too', () => {
  const seen = new SeenLines();
  const lines = [line(0, 'a'), line(1, 'a'), line(0, 'b'), line(0, 'a', 'api-2')];
  expect(lines.map((one) => seen.isNew(one))).toEqual([true, true, true, true]);
  expect(lines.map((one) => seen.isNew(one))).toEqual([false, false, false, false]);
});

test('the last 20,000 lines at least are known again', () => {
  const seen = new SeenLines();
  for (let index = 0; index < 50_000; index += 1) seen.isNew(line(index, 'a'));
  for (let index = 30_000; index < 50_000; index += 1) expect(seen.isNew(line(index, 'a'))).toBe(false);
});

test('it is gone on from two seconds before the newest line, or before what was read without one', () => {
  const seen = new SeenLines();
  expect(seen.resumeFrom()).toBeNull();
  seen.reach(`${START}000000`);
  seen.isNew(line(5_000, 'a'));
  seen.isNew(line(4_000, 'late'));
  expect(seen.last).toBe(`${START + 5_000}000000`);
  expect(seen.resumeFrom()).toBe(`${START + 3_000}000000`);
});

test('however long lines are, some megabytes remember them', () => {
  const seen = new SeenLines();
  // As they come from an answer: padded strings would share what they are padded with.
  const long = (index: number): string => Buffer.from(`${index} `.padEnd(8_192, 'x')).toString('latin1');
  const before = heapMegabytes();
  for (let index = 0; index < 30_000; index += 1) seen.isNew(line(index, long(index)));
  expect(heapMegabytes() - before).toBeLessThan(20);
  expect(seen.isNew(line(29_999, long(29_999)))).toBe(false);
});

test('what another source has told up to a moment is not new, and reading goes on from there', () => {
  const seen = new SeenLines(`${START}999999`);
  expect([line(0, 'a'), line(1, 'a')].map((one) => seen.isNew(one))).toEqual([false, true]);
  expect(new SeenLines(`${START}999999`).resumeFrom()).toBe(`${START - 2_000}999999`);
});
