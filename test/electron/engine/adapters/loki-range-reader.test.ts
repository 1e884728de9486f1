import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeEntries } from '#engine/adapters/loki/loki-messages.ts';
import { type RangeAnswer, type RangeAsk, RangeReader } from '#engine/adapters/loki/range-reader.ts';
import { LokiStore } from '#test/servers/loki-store.ts';
import { fault, value } from './support/run-context.ts';

const labels = { namespace: 'prod', app: 'api', pod: 'api-1' };
const MOST_BYTES = 1_000;
const { signal } = new AbortController();
const nanoseconds = (ms: number): bigint => BigInt(ms) * 1_000_000n;

type Line = { readonly ms: number; readonly bytes: number };
/** A Loki with these lines, numbered, whose answers may have 1,000 bytes of lines. */
function lokiWith(lines: readonly Line[]) {
  const store = new LokiStore();
  for (const [index, { ms, bytes }] of lines.entries()) store.push(labels, `${index} `.padEnd(bytes, 'x'), ms);
  const asked: RangeAsk[] = [];
  const ask = (of: RangeAsk): Promise<RangeAnswer> => {
    asked.push(of);
    const query = new URLSearchParams({ query: '{namespace="prod"}', start: String(of.start) });
    if (of.end !== undefined) query.set('end', String(of.end));
    const result = store.range(query, of.limit, of.direction === 'forward');
    const entries = rangeEntries(JSON.stringify({ status: 'success', data: { resultType: 'streams', result } })) ?? [];
    const bytes = entries.reduce((sum, { text }) => sum + text.length, 0);
    return Promise.resolve(
      bytes > Math.min(MOST_BYTES, of.mostBytes ?? MOST_BYTES)
        ? { kind: 'too-long' }
        : { kind: 'lines', entries, isEasy: bytes * 4 < MOST_BYTES },
    );
  };
  return { reader: new RangeReader(ask), asked };
}
async function readAll(reader: RangeReader, from = 0n) {
  const told: number[] = [];
  const skipped: number[] = [];
  const isAll = await reader.all(
    from,
    {
      tell: (entries) => void told.push(...entries.map(({ text }) => Number.parseInt(text, 10))),
      stepOver: (at) => void skipped.push(Number(at / 1_000_000n)),
    },
    signal,
  );
  return { isAll: value(isAll), told: [...new Set(told)], skipped };
}
const indexes = (lines: readonly Line[], isWanted: (line: Line) => boolean): number[] =>
  [...lines.entries()].filter(([, line]) => isWanted(line)).map(([index]) => index);

const manyLines = fc.array(
  fc.record({
    ms: fc.integer({ min: 1, max: 40 }),
    bytes: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 5, max: 400 }) }, fc.integer({ min: 900, max: 1_200 })),
  }),
  { maxLength: 60 },
);

test('however long lines are and however many share a moment, each is told or its moment is said to be incomplete', () =>
  fc.assert(
    fc.asyncProperty(manyLines, async (unordered) => {
      const lines = unordered.toSorted((a, b) => a.ms - b.ms);
      const { reader } = lokiWith(lines);
      const { isAll, told, skipped } = await readAll(reader);
      expect(isAll).toBe(true);
      const unsaid = indexes(lines, ({ ms }) => !skipped.includes(ms));
      expect(told).toEqual(expect.arrayContaining(unsaid));
      // A line that could be told by itself is not said to be missing.
      for (const ms of skipped) {
        const there = lines.filter((line) => line.ms === ms);
        expect(there.length > 1 || (there[0]?.bytes ?? 0) > MOST_BYTES).toBe(true);
      }
      expect(told).toEqual(told.toSorted((a, b) => (lines[a]?.ms ?? 0) - (lines[b]?.ms ?? 0)));
    }),
  ));

test('a line that can not be taken is asked for once, and never again', async () => {
  const lines = [10, 2_000, 10].map((bytes, index) => ({ ms: 100 + index, bytes }));
  const { reader, asked } = lokiWith(lines);
  expect(await readAll(reader)).toEqual({ isAll: true, told: [0, 2], skipped: [101] });
  asked.length = 0;
  expect(await readAll(reader, nanoseconds(99))).toEqual({ isAll: true, told: [0, 2], skipped: [] });
  const at = nanoseconds(101);
  expect(asked.filter(({ start, end }) => start <= at && (end === undefined || end > at))).toEqual([]);
});

test('after long lines as many are asked for at once again as before', async () => {
  const lines = Array.from({ length: 3_000 }, (_, index) => ({ ms: index, bytes: index < 5 ? 900 : 0 }));
  const { reader, asked } = lokiWith(lines);
  expect((await readAll(reader)).told).toHaveLength(3_000);
  expect(asked.length).toBeLessThan(200);
});

test('the last lines are read in parts where they are too long, and what is before a line that can not be taken is not', async () => {
  const long = Array.from({ length: 30 }, (_, index) => ({ ms: index, bytes: 300 }));
  const texts = (read: { entries: readonly { text: string }[] }) =>
    read.entries.map(({ text }) => Number.parseInt(text, 10));
  const whole = value(await lokiWith(long).reader.last(20, 0n, signal));
  expect([texts(whole), whole.isWhole]).toEqual([Array.from({ length: 20 }, (_, index) => index + 10), true]);
  const with_ = [...long, { ms: 40, bytes: 2_000 }, { ms: 41, bytes: 5 }];
  const cut = value(await lokiWith(with_).reader.last(20, 0n, signal));
  expect([texts(cut), cut.isWhole]).toEqual([[31], false]);
});

test('a Loki that is too slow is asked for less the next time, until it can answer', async () => {
  const limits: number[] = [];
  const slow = { kind: 'fault', cause: 'timeout', message: 'too slow', retryable: true } as const;
  const reader = new RangeReader(({ limit }) => {
    limits.push(limit);
    return Promise.resolve(
      limit > 700 ? { kind: 'failed', fault: slow } : { kind: 'lines', entries: [], isEasy: false },
    );
  });
  const none = { tell: () => undefined, stepOver: () => undefined };
  for (let turn = 0; turn < 3; turn += 1) expect(fault(await reader.all(0n, none, signal))).toEqual(slow);
  expect(value(await reader.all(0n, none, signal))).toBe(true);
  expect(limits).toEqual([5_000, 2_500, 1_250, 625]);
});
