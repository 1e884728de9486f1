import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '#shared/signals/subject.ts';
import { type SustainedRule, sustained } from '#shared/signals/sustained.ts';

const STEP = 5000;
const rule: SustainedRule = {
  isMet: (value) => value > 5,
  sustainedMs: 12 * STEP,
  stepMs: STEP,
  intervalMs: STEP,
  minimumRequests: 0,
  notBefore: 0,
};
/** Good, bad, or a gap. */
const value = fc.constantFrom(0.1, 6, 6, 6, null);
const values = fc.array(value, { minLength: 1, maxLength: 80 });
const pointsOf = (of: readonly (number | null)[]): Point[] =>
  of.map((one, index) => ({ at: index * STEP, value: one, requestsPerSecond: 10 }));
const judge = (of: readonly (number | null)[], change: Partial<SustainedRule> = {}) =>
  sustained(pointsOf(of), (of.length - 1) * STEP, { ...rule, ...change });

test('whatever the samples, nothing trips with a good one in its time or with less than half of it seen', () => {
  fc.assert(
    fc.property(values, (of) => {
      if (judge(of).verdict !== 'tripped') return;
      const end = of.findLastIndex((one) => one !== null);
      const window = of.slice(Math.max(0, end - 12), end + 1);
      expect(window.filter((one) => one === 0.1)).toEqual([]);
      expect(window.filter((one) => one === 6).length).toBeGreaterThanOrEqual(6);
      expect(of.slice(0, end - 11).some((one) => one === 6)).toBe(true);
    }),
  );
});

test('whatever the samples, a bad one more never makes it better and a gap more never makes it trip', () => {
  const rank = { good: 0, unknown: 0, 'too-few': 0, building: 1, tripped: 2 };
  fc.assert(
    fc.property(values, (of) => {
      const now = judge(of).verdict;
      expect(rank[judge([...of, 6]).verdict]).toBeGreaterThanOrEqual(rank[now]);
      if (now !== 'tripped') expect(judge([...of, null]).verdict).not.toBe('tripped');
    }),
  );
});

test('whatever the samples, it trips at the very moment it said if every further sample is as bad', () => {
  fc.assert(
    fc.property(values, fc.nat(30), (of, keptGoing) => {
      const change = { notBefore: keptGoing * STEP };
      const { verdict, tripsAt } = judge(of, change);
      if (verdict !== 'building' || tripsAt === null) return;
      const latest = of.findLastIndex((one) => one !== null);
      const untilThen = Math.ceil(tripsAt / STEP) - latest;
      const after = (more: number) => judge([...of.slice(0, latest + 1), ...Array(more).fill(6)], change).verdict;
      expect(after(untilThen)).toBe('tripped');
      if (untilThen > 0) expect(after(untilThen - 1)).toBe('building');
    }),
  );
});

test('whatever the samples, a person who keeps going has the whole time again', () => {
  fc.assert(
    fc.property(values, (of) => {
      const end = (of.length - 1) * STEP;
      expect(judge(of, { notBefore: end }).verdict).not.toBe('tripped');
    }),
  );
});
