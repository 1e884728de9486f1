import { expect, test } from 'vitest';
import { chartOf, MOST_POINTS } from '#shared/views/detail/signal-charts.ts';
import { withGaps } from '#shared/views/signals/gaps.ts';
import { type Series, thinned } from '#shared/views/signals/series.ts';

const about = { title: '', unit: '%', digits: 2, least: 1, limits: [] };
const STEP = 5000;
/** An hour of two lines, without the steps that are skipped. */
const hour = (skip: (n: number) => boolean, value: (n: number) => number | null = () => 1): Series => {
  const steps = Array.from({ length: 720 }, (_, n) => n).filter((n) => !skip(n));
  return {
    times: steps.map((n) => n * STEP),
    lines: [
      { title: 'stable', color: 'stable', values: steps.map(() => 1) },
      { title: 'canary', color: 'canary', values: steps.map(value) },
    ],
  };
};
const canary = (from: Series): readonly (number | null)[] =>
  chartOf(about, from, STEP).lines.find(({ name }) => name === 'canary')?.values ?? [];
const gaps = (values: readonly (number | null)[]): number =>
  values.filter((value, index) => value === null && values[index - 1] !== null).length;

test('a chart that is read has gaps where one that moves has them, however short', () => {
  for (const missing of [4, 5, 7, 100]) {
    const from = hour((n) => n >= 300 && n < 300 + missing);
    expect(gaps(withGaps(from, STEP).lines[1]?.values ?? [])).toBe(1);
    expect(gaps(canary(from))).toBe(1);
  }
  expect(gaps(canary(hour((n) => n === 300)))).toBe(0);
  const unmeasured = (n: number) => (n > 400 && n < 500 ? null : 1);
  expect(gaps(canary(hour(() => false, unmeasured)))).toBe(1);
});

test('a peak is in it, wherever it lies, and so is the newest value; it is no more than was asked for', () => {
  for (const at of [0, 300, 301, 302, 303, 719]) {
    const peak = hour(
      () => false,
      (n) => (n === at ? 9 : n === 719 ? 3 : 1),
    );
    const values = canary(peak);
    expect(Math.max(...values.map((value) => value ?? 0))).toBe(9);
    expect(values.at(-1)).toBe(at === 719 ? 9 : 3);
    expect(values.length).toBeLessThanOrEqual(MOST_POINTS);
  }
});

test('what is short enough is left as it is', () => {
  const from = hour((n) => n >= MOST_POINTS);
  expect(thinned(from, MOST_POINTS)).toBe(from);
});
