import { clockTrouble, dateOn, tZeroOn } from '#shared/domain/clock/moments.ts';
import { readTime } from './format/read-time.ts';
import { minuteTime } from './format/wall-time.ts';

/** A moment as it is typed: `2026-11-24` and `09:00` in the launch's zone. */
export type DayAndTime = { readonly date: string; readonly time: string };
export type MomentRead =
  | { readonly at: number; readonly trouble: null }
  | { readonly at: null; readonly trouble: string };

/** The moment that was typed; where it doesn't exist or comes twice, why (reconciled 6). */
export function momentTyped({ date, time }: DayAndTime, zone: string): MomentRead {
  const minuteOfDay = readTime(time);
  if (minuteOfDay === null) return { at: null, trouble: 'A clock time is missing, like 09:00.' };
  const at = tZeroOn(date, minuteOfDay, zone);
  if (at !== null) return { at, trouble: null };
  const noon = tZeroOn(date, 720, zone);
  const trouble = noon === null ? null : clockTrouble(noon, zone, { day: 0, minuteOfDay });
  return { at: null, trouble: trouble === null ? 'A date is missing.' : `${trouble}. Choose another clock time.` };
}

/** A moment as it would be typed in a zone. */
export const typedMoment = (at: number, zone: string): DayAndTime => ({
  date: dateOn(at, zone),
  time: minuteTime(at, zone),
});
