import { describe, expect, test } from 'vitest';
import type { MetricCondition } from '#shared/domain/plan/measured.ts';
import { conditionOf, holds } from '#shared/signals/comparison.ts';
import type { Point } from '#shared/signals/subject.ts';
import { type SustainedRule, sustained } from '#shared/signals/sustained.ts';

const STEP = 5000;
const MINUTE = 60_000;
const condition: MetricCondition = {
  signal: 'error-rate-percent',
  above: 5,
  isInclusive: false,
  ofBaseline: false,
  sustainedMs: 5 * MINUTE,
};
/** As the criteria do it. */
const met =
  (of: MetricCondition, baseline: number | null = null) =>
  (value: number): boolean =>
    conditionOf(of, baseline).every((one) => holds(value, one));
const rule: SustainedRule = {
  isMet: met(condition),
  sustainedMs: condition.sustainedMs,
  stepMs: STEP,
  intervalMs: STEP,
  minimumRequests: 50,
  notBefore: 0,
};

/** One point each five seconds, ending at `now` = the last one. */
const series = (values: readonly (number | null)[], requestsPerSecond = 10): Point[] =>
  values.map((value, index) => ({ at: index * STEP, value, requestsPerSecond }));
const lasting = (value: number | null, ms: number): (number | null)[] =>
  Array.from({ length: ms / STEP + 1 }, () => value);
const judge = (points: readonly Point[], change: Partial<SustainedRule> = {}) =>
  sustained(points, points.at(-1)?.at ?? 0, { ...rule, ...change });

describe('a sustained criterion', () => {
  test('trips when it has held for its whole time, and not a sample sooner', () => {
    expect(judge(series(lasting(6, 5 * MINUTE - STEP))).verdict).toBe('building');
    expect(judge(series(lasting(6, 5 * MINUTE))).verdict).toBe('tripped');
  });

  test('says when it will trip while it builds up', () => {
    const points = series([...lasting(0.1, MINUTE), ...lasting(6, 2 * MINUTE)]);
    const began = points.find((point) => point.value === 6)?.at ?? 0;
    expect(judge(points)).toMatchObject({ verdict: 'building', since: began, tripsAt: began + 5 * MINUTE });
  });

  test('begins anew after one good sample', () => {
    expect(judge(series([...lasting(6, 4 * MINUTE), 0.1, ...lasting(6, 2 * MINUTE)])).verdict).toBe('building');
  });

  test('counts the requests of a hole of up to three intervals, and none of a longer one', () => {
    const few = (index: number, every: number) =>
      index % every === 0 ? { value: 6, requestsPerSecond: 0.25 } : { value: null, requestsPerSecond: null };
    const everyNth = (every: number): Point[] =>
      lasting(null, 6 * MINUTE).map((_, index) => ({ at: index * STEP, ...few(index, every) }));
    // 75 requests in five minutes, however many of the samples came; of every sixth, only half of the time is known.
    expect([1, 2].map((every) => judge(everyNth(every)).verdict)).toEqual(['tripped', 'tripped']);
    expect(judge(everyNth(6)).verdict).toBe('too-few');
    const back = [
      { at: 0, value: 6, requestsPerSecond: 4 },
      ...series([6], 4).map((one) => ({ ...one, at: 10 * MINUTE })),
    ];
    expect(judge(back, { minimumRequests: 21 }).verdict).toBe('too-few');
    expect(judge(back, { minimumRequests: 20 }).verdict).toBe('building');
    const minimum = (every: number, minimumRequests: number) => judge(everyNth(every), { minimumRequests }).verdict;
    expect([1, 2, 3].map((every) => minimum(every, 75))).not.toContain('too-few');
    expect([1, 2, 3].map((every) => minimum(every, 76))).toEqual(['too-few', 'too-few', 'too-few']);
  });

  test('is neither ended nor proven by a gap', () => {
    const short = series([...lasting(6, 2 * MINUTE), null, null, ...lasting(6, 3 * MINUTE)]);
    expect(judge(short).verdict).toBe('tripped');
    const mostlyGap = series([6, ...lasting(null, 5 * MINUTE), 6]);
    expect(judge(mostlyGap, { minimumRequests: 0 }).verdict).toBe('building');
  });

  test('is unknown after three missed intervals, whatever the last value was', () => {
    const points = series(lasting(6, 6 * MINUTE));
    expect(sustained(points, (points.at(-1)?.at ?? 0) + 3 * STEP + 1, rule)).toMatchObject({
      verdict: 'unknown',
      value: null,
    });
  });

  test('with too few requests is its own verdict', () => {
    expect(judge(series(lasting(100, 6 * MINUTE), 0.1)).verdict).toBe('too-few');
  });

  test('counts from when a person last decided to keep going', () => {
    const points = series(lasting(6, 8 * MINUTE));
    expect(judge(points, { notBefore: 4 * MINUTE }).verdict).toBe('building');
    expect(judge(points, { notBefore: 3 * MINUTE }).verdict).toBe('tripped');
  });

  test('has bounds that meet without gap or overlap: 2 % is urgent, 5 % is urgent, above 5 % is immediate', () => {
    const urgent = { ...condition, above: 2, isInclusive: true, upTo: 5 };
    const conditional = { ...condition, above: 1, isInclusive: true, upTo: 2, isUpToExclusive: true };
    const verdicts = (value: number) =>
      [conditional, urgent, condition].map(
        (one) => judge(series(lasting(value, 6 * MINUTE)), { isMet: met(one) }).verdict,
      );
    expect(verdicts(1)).toEqual(['tripped', 'good', 'good']);
    expect(verdicts(2)).toEqual(['good', 'tripped', 'good']);
    expect(verdicts(5)).toEqual(['good', 'tripped', 'good']);
    expect(verdicts(5.01)).toEqual(['good', 'good', 'tripped']);
  });

  test('of the baseline is unknown while there is no baseline', () => {
    const twice = { ...condition, above: 2, isInclusive: true, ofBaseline: true };
    const points = series(lasting(450, 6 * MINUTE));
    expect(judge(points, { isMet: null }).verdict).toBe('unknown');
    expect(judge(points, { isMet: met(twice, 200) }).verdict).toBe('tripped');
    expect(judge(points, { isMet: met(twice) }).verdict).not.toBe('tripped');
  });

  test('can trip on a part of the data, and is never good by it', () => {
    const partial = (values: readonly (number | null)[]) =>
      series(values).map((point): Point => ({ ...point, isPartial: true }));
    expect(judge(partial(lasting(6, 5 * MINUTE))).verdict).toBe('tripped');
    expect(judge(partial(lasting(0.1, 5 * MINUTE))).verdict).toBe('unknown');
    // Whole again, it is what it is.
    expect(
      judge([...partial(lasting(0.1, MINUTE)), { at: 13 * STEP, value: 0.1, requestsPerSecond: 10 }]).verdict,
    ).toBe('good');
  });

  test('still trips where every other sample is missing, and is unknown where all are', () => {
    const half = series(
      lasting(6, 6 * MINUTE).map((value, index) => (index % 2 === 0 ? value : null)),
      20,
    );
    expect(judge(half).verdict).toBe('tripped');
    expect(judge(series(lasting(null, 6 * MINUTE))).verdict).toBe('unknown');
  });

  test('is unknown when the clock was set back behind its samples', () => {
    const points = series(lasting(0.1, 6 * MINUTE));
    expect(sustained(points, 2 * MINUTE, rule).verdict).toBe('unknown');
  });

  test('is not proven by what was seen before a long gap: half of its own time has to be there', () => {
    const long = series([...lasting(6, 20 * MINUTE), ...lasting(null, 4 * MINUTE), ...lasting(6, 30_000)]);
    const seen = judge(long);
    expect(seen.verdict).toBe('building');
    // When it trips is told from the samples that are still missing, not from when it began.
    expect(seen.tripsAt).toBeGreaterThan(long.at(-1)?.at ?? 0);
  });
});

test('a sample of which a part was missing ends no run: what is there can trip it, and can not clear it', () => {
  const rule = { isMet: (value: number) => value > 5, sustainedMs: 300_000, stepMs: 5000, intervalMs: 5000 };
  const points = Array.from({ length: 73 }, (_, n) => ({
    ...{ at: n * 5000, requestsPerSecond: 10, value: n === 48 ? 0.1 : 6 },
    ...(n === 48 ? { isPartial: true as const } : {}),
  }));
  const judge = (all: typeof points) =>
    sustained(all, all.at(-1)?.at ?? 0, { ...rule, minimumRequests: 50, notBefore: 0 }).verdict;
  expect(judge(points)).toBe('tripped');
  expect(judge(points.slice(0, 49))).toBe('unknown');
});
