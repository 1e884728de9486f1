import { expect, test } from 'vitest';
import { withGaps } from '#shared/views/signals/gaps.ts';
import { reachesIn } from '#shared/views/signals/trip-estimate.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
/** A value every 15 s over the last ten minutes. */
const over = (value: (minute: number) => number | null) =>
  Array.from({ length: 41 }, (_, index) => ({ at: NOW - (40 - index) * 15_000, value: value(index / 4) }));

test('a value that rises steadily says when it reaches its limit', () => {
  // 0.05 points a minute, 0.5 now: 1 is ten minutes away.
  expect(
    (reachesIn(
      over((minute) => 0.05 * minute),
      1,
      NOW,
    ) ?? 0) / MINUTE,
  ).toBeCloseTo(10, 1);
});
test('noise, a level value and a falling one say nothing', () => {
  expect(
    reachesIn(
      over((minute) => 0.3 + (Math.round(minute * 4) % 2) * 0.3),
      1,
      NOW,
    ),
  ).toBeNull();
  expect(
    reachesIn(
      over(() => 0.4),
      1,
      NOW,
    ),
  ).toBeNull();
  expect(
    reachesIn(
      over((minute) => 0.9 - 0.05 * minute),
      1,
      NOW,
    ),
  ).toBeNull();
});
test('nothing is said of what is reached already, is further than an hour away, or was hardly seen', () => {
  expect(
    reachesIn(
      over((minute) => 1 + 0.1 * minute),
      1,
      NOW,
    ),
  ).toBeNull();
  expect(
    reachesIn(
      over((minute) => 0.001 * minute),
      1,
      NOW,
    ),
  ).toBeNull();
  expect(
    reachesIn(
      over((minute) => (minute > 9 ? 0.05 * minute : null)),
      1,
      NOW,
    ),
  ).toBeNull();
});
test('what was seen longer than ten minutes ago is not carried on', () => {
  const old = over((minute) => 0.05 * minute).map(({ at, value }) => ({ at: at - 11 * MINUTE, value }));
  expect(reachesIn(old, 1, NOW)).toBeNull();
});

test('a hole in the samples lifts the pen, a single missing step does not', () => {
  const line = { title: 'stable', color: 'stable' as const };
  const holed = withGaps({ times: [0, 5, 10, 60, 65], lines: [{ ...line, values: [1, 2, 3, 4, 5] }] }, 5);
  expect(holed.times).toEqual([0, 5, 10, 11, 60, 65]);
  expect(holed.lines[0]?.values).toEqual([1, 2, 3, null, 4, 5]);
  const whole = { times: [0, 5, 15], lines: [{ ...line, values: [1, 2, 3] }] };
  expect(withGaps(whole, 5)).toBe(whole);
});
