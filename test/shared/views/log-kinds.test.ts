import { expect, test } from 'vitest';
import { logKindRows } from '#shared/views/log-kind-rows.ts';
import { addToKinds, fingerprint, type LogKinds } from '#shared/views/log-kinds.ts';

const NOW = 1_795_507_200_000;
const line = (text: string, at: number, level = 'ERROR') =>
  ({ at, pod: 'p-1', service: 'search-service', subset: 'canary', level, text }) as const;
const kindsOf = (...lines: ReturnType<typeof line>[]): LogKinds => {
  const kinds: LogKinds = new Map();
  addToKinds(kinds, lines);
  return kinds;
};

test('messages that differ only in numbers and ids are one kind', () => {
  expect(fingerprint('deadline exceeded after 1503 ms')).toBe('deadline exceeded after <n> ms');
  expect(fingerprint('jwt expired for session 3fa9c1')).toBe('jwt expired for session <id>');
  expect(fingerprint('order 8f14e45f-ceea-467f-9a36-dedd4bea2543 lost')).toBe('order <id> lost');
  expect(
    fingerprint('2026-11-24T02:58:16.739Z ERROR [api-gateway] request_id=8jbtfp6js7tz GET /v1/sync 502 70.0ms'),
  ).toBe('GET /v1/sync <n> <n>ms');
  const kinds = kindsOf(line('retry 2', NOW), line('retry 31', NOW), line('no route', NOW));
  expect([...kinds.values()].map((kind) => kind.count)).toEqual([2, 1]);
});

test('lines that are no errors are not counted', () => {
  expect(kindsOf(line('started', NOW, 'INFO'), line('slow', NOW, 'WARN')).size).toBe(0);
});

test('a kind is new only when the logs were read before the canary too', () => {
  const kinds = kindsOf(line('old trouble 1', NOW - 600_000), line('fresh trouble 1', NOW - 1000));
  const since = (readFrom: number) => ({ canaryStartedAt: NOW - 300_000, readFrom });
  const words = (readFrom: number) => logKindRows(kinds, since(readFrom), NOW).map((row) => [row.text, row.mark.word]);
  expect(words(NOW - 900_000)).toEqual([
    ['fresh trouble <n>', 'new'],
    ['old trouble <n>', 'known'],
  ]);
  expect(words(NOW - 200_000)[0]).toEqual(['fresh trouble <n>', 'seen']);
});

test('counts are those of the last fifteen minutes; older kinds leave the list', () => {
  const kinds = kindsOf(line('a 1', NOW - 20 * 60_000), line('b 1', NOW - 14 * 60_000), line('b 2', NOW));
  const rows = logKindRows(kinds, { canaryStartedAt: null, readFrom: null }, NOW);
  expect(rows.map((row) => [row.text, row.count, row.trend.length])).toEqual([['b <n>', 2, 15]]);
  expect(logKindRows(kinds, { canaryStartedAt: null, readFrom: null }, NOW + 30 * 60_000)).toEqual([]);
});

test('the number of kinds is bounded: the one not seen for longest goes', () => {
  const word = (index: number) => String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26));
  const kinds: LogKinds = new Map();
  addToKinds(
    kinds,
    [...Array(400).keys()].map((index) => line(`kind ${word(index)}`, NOW + index)),
  );
  expect(kinds.size).toBe(300);
  expect(kinds.has('search-service kind aa')).toBe(false);
});
