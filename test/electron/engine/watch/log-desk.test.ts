import { expect, test } from 'vitest';
import { createClock } from '#engine/clock.ts';
import { lineMaker } from '#engine/watch/logs/line-of.ts';
import { LogDesk } from '#engine/watch/logs/log-desk.ts';
import type { LogBatch, LogLineObserved } from '#shared/contract/observed/logs.ts';
import { LogView } from '#shared/views/log-view.ts';
import { plan } from '#test/support/launch-story.ts';

const NOW = 1_795_507_200_000;
const line = (text: string, level: LogLineObserved['level'] = 'info'): LogLineObserved => ({
  ...{ at: NOW, pod: 'p-1', service: 'api-gateway', subset: 'canary', level, text },
});
const textsOf = (batch: LogBatch | null): readonly string[] => {
  const view = new LogView();
  if (batch !== null) view.add(batch);
  return view
    .rows(0, 1_000_000)
    .map(({ text }) => text)
    .reverse();
};

test('lines that come together go to windows by their times, those of the same time in the order in which they came', () => {
  const desk = new LogDesk();
  for (const [at, text] of [
    [20, 'b'],
    [10, 'a'],
    [20, 'c'],
  ] as const)
    desk.take({ ...line(text), at: NOW + at });
  expect(textsOf(desk.flush(50))).toEqual(['a', 'b', 'c']);
});

test('lines go to windows in the order in which they came', () => {
  const desk = new LogDesk();
  for (const [index, level] of (['info', 'error', 'none', 'error', 'info'] as const).entries())
    desk.take(line(`line ${index}`, level));
  expect(textsOf(desk.flush(50))).toEqual(['line 0', 'line 1', 'line 2', 'line 3', 'line 4']);
  expect(desk.flush(50)).toBeNull();
});

test('when there are too many at once no error is left out before another line is, and what is left out is counted', () => {
  const desk = new LogDesk();
  for (let index = 0; index < 3000; index += 1) desk.take(line(`line ${index}`, index % 10 === 0 ? 'error' : 'info'));
  const sent = textsOf(desk.flush(50));
  expect(sent).toHaveLength(1000);
  expect(sent.filter((text) => text.endsWith('0'))).toHaveLength(300);
  expect(desk.look(NOW, null, 1000)).toMatchObject({
    perSecond: 3000,
    notShown: 2000,
    errorsNotShown: 0,
  });
  for (let index = 0; index < 8000; index += 1) desk.take(line(`line ${index}`, 'error'));
  expect(textsOf(desk.flush(50))).toHaveLength(1000);
  expect(desk.look(NOW, null, 1000)).toMatchObject({ notShown: 9000, errorsNotShown: 7000 });
});

test('all errors are counted by kind, those too that no window gets', () => {
  const desk = new LogDesk();
  for (let index = 0; index < 9000; index += 1) desk.take(line(`retry ${index}`, 'error'));
  expect(desk.look(NOW, null, 1000).rows).toEqual([expect.objectContaining({ text: 'retry <n>', count: 9000 })]);
});

test('a window that opens late gets the last lines; long ones do not fill the memory', () => {
  const desk = new LogDesk();
  for (let flush = 0; flush < 100; flush += 1) {
    for (let index = 0; index < 1000; index += 1) desk.take(line(`${flush} ${'x'.repeat(2000)}`));
    desk.flush(1000);
  }
  const { lines } = desk.history();
  expect(lines.reduce((all, { shown }) => all + shown.length, 0)).toBeLessThan(9 * 1024 * 1024);
  expect(textsOf(lines.at(-1) ?? null).at(-1)).toMatch(/^99 x/);
  for (let flush = 0; flush < 60; flush += 1) {
    for (let index = 0; index < 1000; index += 1) desk.take(line(`short ${flush}`));
    desk.flush(1000);
  }
  expect(desk.history().lines.reduce((all, { count }) => all + count, 0)).toBe(20_000);
});

test('a line says which service and version it is of, and what it holds is inert', () => {
  const clock = { ...createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 60 }), now: () => NOW };
  const make = lineMaker(plan.services, clock);
  const service = plan.services[0];
  const entry = {
    app: null,
    level: null,
    text: '\u001b[31mERROR\u001b[0m [x] down\u202e<b>',
    atMs: Date.now() - 10_000,
  };
  const made = make({ ...entry, pod: `${service?.canaryDeployment}-7d9f-x` });
  expect(made).toMatchObject({ service: service?.id, subset: 'canary', level: 'error', text: 'down⟨U+202E⟩<b>' });
  // At sixty times the speed ten seconds ago is ten minutes ago.
  expect(Math.abs(NOW - 600_000 - made.at)).toBeLessThan(60_000);
  expect(make({ ...entry, pod: 'stranger-1', app: service?.id ?? '', level: 'warn' })).toMatchObject({
    service: service?.id,
    subset: 'other',
    level: 'warn',
  });
  expect(make({ ...entry, pod: 'p', atMs: Date.now() + 3_600_000 }).at).toBe(NOW);
});

test('that the source left out lines is told for as long as the kinds of errors are', () => {
  const desk = new LogDesk();
  const isLossy = (at: number): boolean => desk.look(at, null, 1000).isLossy;
  expect(isLossy(NOW)).toBe(false);
  desk.lose(3);
  expect([isLossy(NOW + 1000), isLossy(NOW + 1000 + 14 * 60_000)]).toEqual([true, true]);
  expect(isLossy(NOW + 1000 + 15 * 60_000)).toBe(false);
  desk.lose(1);
  expect(isLossy(NOW + 3_600_000)).toBe(true);
});
