import { expect, test } from 'vitest';
import { decisionClock } from '#shared/views/decision-clock.ts';

test('the time to decide runs down, then says how late it is', () => {
  expect(decisionClock(null, 5)).toBe('now');
  expect(decisionClock(600_000, 192_000)).toBe('06:48');
  expect(decisionClock(600_000, 600_000)).toBe('00:00');
  expect(decisionClock(600_000, 600_000 + 1_560_000)).toBe('26:00 late');
});
