import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLineObserved } from '#shared/contract/observed/logs.ts';
import { packLines, shownLine } from '#shared/views/log-batch.ts';
import { type LogFilter, noFilter, stripped } from '#shared/views/log-filter.ts';
import { LogView } from '#shared/views/log-view.ts';

const line = (number: number, more: Partial<LogLineObserved> = {}): LogLineObserved => ({
  ...{ at: 1_795_507_200_000 + number, pod: `api-gateway-canary-${number % 3}`, service: 'api-gateway' },
  ...{ subset: 'canary', level: number % 4 === 0 ? 'error' : 'info', text: `request ${number} took ${number % 7} ms` },
  ...more,
});
const lines = (from: number, count: number) => Array.from({ length: count }, (_, index) => line(from + index));
function viewOf(count: number, size = 300): LogView {
  const view = new LogView();
  for (let from = 0; from < count; from += size) view.add(packLines(from, lines(from, Math.min(size, count - from))));
  return view;
}
const texts = (view: LogView, from = 0, count = 1_000_000) => view.rows(from, count).map(({ text }) => text);
function filtered(view: LogView, filter: Partial<LogFilter>): readonly string[] {
  expect(view.setFilter({ ...noFilter, ...filter })).toMatchObject({ ok: true });
  view.work(() => false);
  return texts(view);
}

test('the newest line is on top, and every line keeps what it came with', () => {
  const view = viewOf(1000);
  expect(view.rows(0, 2)).toEqual([
    {
      ...{ number: 999, at: 1_795_507_200_999, subset: 'canary', pod: 'api-gateway-canary-0', level: 'info' },
      ...{ service: 'api-gateway', text: 'request 999 took 5 ms' },
    },
    expect.objectContaining({ number: 998 }),
  ]);
  expect(texts(view, 990)).toEqual(
    lines(0, 10)
      .reverse()
      .map(({ text }) => text),
  );
});

test('lines are filtered by text in any case, by expression, level, service and version', () => {
  const view = viewOf(1000);
  view.add(packLines(1000, [line(1000, { service: 'auth', subset: 'stable', level: 'fatal', text: 'No (way) + 1' })]));
  expect(filtered(view, { text: 'no (WAY) +' })).toEqual(['No (way) + 1']);
  expect(filtered(view, { text: '/request 99[0-3] /' })).toHaveLength(4);
  expect(filtered(view, { text: '/^stable/' })).toEqual(['No (way) + 1']);
  expect(filtered(view, { leastLevel: 'error' })).toHaveLength(251);
  expect(filtered(view, { service: 'auth' })).toHaveLength(1);
  expect(filtered(view, { subset: 'canary' })).toHaveLength(1000);
  expect(filtered(view, { subset: 'canary', leastLevel: 'error', text: 'took 0 ms' })).toHaveLength(36);
  expect(filtered(view, { text: 'nowhere' })).toEqual([]);
});

test('an expression that can not be read is refused in words, and the filter stays as it was', () => {
  const view = viewOf(10);
  filtered(view, { text: 'request 3' });
  const refused = view.setFilter({ ...noFilter, text: '/a(b/' });
  expect(refused).toEqual({ ok: false, error: expect.stringMatching(/^This expression can't be used: .*slashes\.$/) });
  expect(texts(view)).toEqual(['request 3 took 3 ms']);
});

test('whatever the expression, exactly the lines are found that it matches one by one', () => {
  const sources = [
    'a',
    'a|b',
    '^canary',
    'b$',
    '.*ab.*',
    '.*a|b.*',
    'a.*b',
    '[^a]b',
    '\\s\\S',
    '\\Wa',
    '(a)\\1',
    'a*',
    '^$',
    'a\\.*',
    'x?b+$',
    '\\d',
    'canary\\s[^ ]+ .*a',
    '(?<!a)b',
    'a\\n',
  ];
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'x', '1', '.'), maxLength: 8 });
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.constantFrom('', 'i', 'gi', 's', 'u'),
      fc.array(letters, { maxLength: 12 }),
      (source, flags, all) => {
        const made = all.map((text, index) => line(index, { text }));
        const view = new LogView();
        view.add(packLines(0, made));
        const one = new RegExp(source, flags.replace('g', ''));
        const wanted = made.filter((each) => one.test(shownLine(each))).map(({ text }) => text);
        expect(filtered(view, { text: `/${source}/${flags}` })).toEqual(wanted.reverse());
      },
    ),
    { numRuns: 500 },
  );
});

test('what can be anything at either end is left out of an expression', () => {
  expect(stripped('.*timeout.*')).toBe('timeout');
  expect(stripped('^.*timeout.*$')).toBe('timeout');
  expect(stripped('a\\.*')).toBe('a\\.*');
  expect(stripped('timeout')).toBe('timeout');
});

test('the first screen is there before all lines have been looked at', () => {
  const view = viewOf(30_000, 1000);
  view.setFilter({ ...noFilter, text: 'took 3 ms' });
  expect(view.work(() => true)).toBe(true);
  expect(view.rows(0, 40)).toHaveLength(40);
  expect(view.counts()).toMatchObject({ isDone: false, total: 30_000 });
  view.work(() => false);
  expect(view.counts()).toMatchObject({ isDone: true, matched: 4286 });
});

test('a held view stands still while new lines wait; they are counted, and there when it follows again', () => {
  const view = viewOf(100);
  filtered(view, { leastLevel: 'error' });
  view.hold();
  const before = texts(view);
  view.add(packLines(100, lines(100, 8)));
  expect(texts(view)).toEqual(before);
  expect(view.counts()).toMatchObject({ waiting: 2, matched: 25 });
  expect(filtered(view, {})).toHaveLength(100);
  view.release();
  expect(texts(view)[0]).toBe('request 107 took 2 ms');
  expect(view.counts()).toMatchObject({ waiting: 0, matched: 108 });
});

test('old lines go: a window keeps no more than two hundred thousand', () => {
  const view = viewOf(230_000, 5000);
  expect(view.counts().total).toBe(200_000);
  expect(view.rows(199_999, 10)).toHaveLength(1);
});
