import type { ClockTime } from '../../domain/plan/when.ts';
import { type Moment, offsetOf } from '../words.ts';

/** Minutes after midnight of `09:00`. */
export const minuteOfDay = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** The clock time of a moment, where it was written as one: a slip under a day doesn't move it (reconciled 6). */
export const clockOf = (moment: Moment): { clock?: ClockTime } =>
  moment.kind === 'clock' ? { clock: { day: moment.day, minuteOfDay: moment.minuteOfDay } } : {};

/** A moment as the plan has it: milliseconds from T-0, and the clock time where it is one. */
export const whenOf = (moment: Moment, tZero: number): { at: number; clock?: ClockTime } => ({
  at: offsetOf(moment, tZero),
  ...clockOf(moment),
});
