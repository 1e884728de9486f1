import { expect, test } from 'vitest';
import type { LogLevel, LogLineObserved, LogSubset } from '#shared/contract/observed/logs.ts';
import { fingerprint } from '#shared/views/log-fingerprint.ts';
import { logKindRows } from '#shared/views/log-kind-rows.ts';
import { LogKinds, MAX_KINDS } from '#shared/views/log-kinds.ts';

const NOW = 1_795_507_200_000;
const line = (text: string, at: number, level: LogLevel = 'error', subset: LogSubset = 'canary'): LogLineObserved => ({
  ...{ at, pod: 'p-1', service: 'search-service', subset, level, text },
});
const kindsOf = (...lines: readonly LogLineObserved[]): LogKinds => {
  const kinds = new LogKinds();
  for (const one of lines) kinds.add(one);
  return kinds;
};
const never = { canaryStartedAt: null, readFrom: null };
/** A different word for every number: without digits, which would make them one kind. */
const word = (index: number): string =>
  String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26), 97 + (Math.floor(index / 676) % 26));

test('messages that differ only in numbers and ids are one kind', () => {
  expect(fingerprint('deadline exceeded after 1503 ms')).toBe('deadline exceeded after <n> ms');
  expect(fingerprint('jwt expired for session 3fa9c1')).toBe('jwt expired for session <id>');
  expect(fingerprint('order 8f14e45f-ceea-467f-9a36-dedd4bea2543 lost')).toBe('order <id> lost');
  expect(
    fingerprint('2026-11-24T02:58:16.739Z ERROR [api-gateway] request_id=8jbtfp6js7tz GET /v1/sync 502 70.0ms'),
  ).toBe('GET /v1/sync <n> <n>ms');
  expect(fingerprint('{"level":"error","ts":1795507200.1,"msg":"retry 3 of 5","trace":"8jbtfp6js7tz"}')).toBe(
    'retry <n> of <n>',
  );
  const kinds = kindsOf(line('retry 2', NOW), line('retry 31', NOW), line('no route', NOW));
  expect([...kinds.all()].map((kind) => kind.count)).toEqual([2, 1]);
});

test('lines that are no errors are not counted', () => {
  expect(kindsOf(line('started', NOW, 'info'), line('slow', NOW, 'warn'), line('hm', NOW, 'none')).size).toBe(0);
  expect(kindsOf(line('dead', NOW, 'fatal')).size).toBe(1);
});

test('a kind is new only when the logs were read before the canary too', () => {
  const kinds = kindsOf(line('old trouble 1', NOW - 600_000), line('fresh trouble 1', NOW - 1000));
  const since = (readFrom: number) => ({ canaryStartedAt: NOW - 300_000, readFrom });
  const words = (readFrom: number) => logKindRows(kinds, since(readFrom), NOW).rows.map((row) => [row.text, row.mark]);
  expect(words(NOW - 900_000)).toEqual([
    ['fresh trouble <n>', 'new'],
    ['old trouble <n>', 'known'],
  ]);
  expect(words(NOW - 200_000)[0]).toEqual(['fresh trouble <n>', 'seen']);
  expect(logKindRows(kinds, since(NOW - 900_000), NOW).fresh).toBe(1);
});

test('new kinds stand above growing ones, growing ones above known ones, and each says where it is seen', () => {
  const kinds = kindsOf(
    ...Array.from({ length: 40 }, (_, index) => line('usual', NOW - index * 20_000, 'error', 'stable')),
    ...Array.from({ length: 30 }, (_, index) => line('growing', NOW - index * 1000, 'error', 'stable')),
    line('growing', NOW - 600_000, 'error', 'canary'),
    line('fresh', NOW),
  );
  const { rows } = logKindRows(kinds, { canaryStartedAt: NOW - 60_000, readFrom: NOW - 900_000 }, NOW);
  expect(rows.map((row) => [row.text, row.mark, row.where])).toEqual([
    ['fresh', 'new', 'canary'],
    ['growing', 'more', 'both'],
    ['usual', 'known', 'stable'],
  ]);
});

test('counts are those of the last fifteen minutes; older kinds leave the list', () => {
  const kinds = kindsOf(line('a 1', NOW - 20 * 60_000), line('b 1', NOW - 14 * 60_000), line('b 2', NOW));
  const { rows } = logKindRows(kinds, never, NOW);
  expect(rows.map((row) => [row.text, row.count, row.trend.length])).toEqual([['b <n>', 2, 15]]);
  expect(logKindRows(kinds, never, NOW + 30 * 60_000).rows).toEqual([]);
});

test('too many kinds at once: those beyond are counted together and none of the known ones is forgotten', () => {
  const kinds = kindsOf(...Array.from({ length: MAX_KINDS + 200 }, (_, index) => line(`kind ${word(index)}`, NOW)));
  expect(kinds.size).toBe(MAX_KINDS);
  expect(kinds.others(NOW)).toBe(200);
  expect(kinds.one('search-service kind aaa')?.count).toBe(1);
});

test('a kind that was quiet for long makes room, and when it comes back it is not new', () => {
  const kinds = kindsOf(...Array.from({ length: MAX_KINDS }, (_, index) => line(`kind ${word(index)}`, NOW)));
  const later = NOW + 40 * 60_000;
  kinds.add(line('another', later));
  expect(kinds.size).toBe(1);
  kinds.add(line('kind aaa', later));
  const { rows } = logKindRows(kinds, { canaryStartedAt: later - 60_000, readFrom: NOW }, later);
  expect(rows.map((row) => [row.text, row.mark])).toEqual([
    ['another', 'new'],
    ['kind aaa', 'known'],
  ]);
});
