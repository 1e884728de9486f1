import { Temporal } from 'temporal-polyfill';
import type { ClockTime } from '../plan/when.ts';
import type { ClockState } from './state.ts';

/** A planned moment: milliseconds from T-0, or a clock time on a day relative to launch day (reconciled 6). */
export type Planned = { readonly at: number; readonly clock?: ClockTime | undefined };

const known = new Map<string, number>();
/** Far more than the moments of any runbook. */
const MOST_KNOWN = 4000;

const launchDate = (anchorAt: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(anchorAt).toZonedDateTimeISO(zone).toPlainDate();

const wallTime = (date: Temporal.PlainDate, { day, minuteOfDay }: ClockTime): Temporal.PlainDateTime =>
  date.add({ days: day }).toPlainDateTime({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });

/**
 * When a planned moment is, epoch ms. An offset is exact: it moves with every slip. A clock time stands on a day counted
 * from launch day, in the launch's zone, and moves only when launch day does (a slip of a day or more).
 */
export function momentAt(clock: ClockState, zone: string, planned: Planned): number {
  if (planned.clock === undefined) return clock.tZeroAt + planned.at;
  const { day, minuteOfDay } = planned.clock;
  const key = `${clock.anchorAt} ${zone} ${day} ${minuteOfDay}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = wallTime(launchDate(clock.anchorAt, zone), planned.clock).toZonedDateTime(zone).epochMilliseconds;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

/**
 * Why a clock time can't be kept when launch day is that of `tZeroAt`: it doesn't exist or exists twice in the night the
 * clocks change (reconciled 6). Null when it can.
 */
export function clockTrouble(tZeroAt: number, zone: string, clock: ClockTime): string | null {
  const wall = wallTime(launchDate(tZeroAt, zone), clock);
  const [earlier, later] = [
    wall.toZonedDateTime(zone, { disambiguation: 'earlier' }),
    wall.toZonedDateTime(zone, { disambiguation: 'later' }),
  ];
  if (earlier.epochMilliseconds === later.epochMilliseconds) return null;
  const said = `${wall.toPlainDate().toString()} ${wall.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  return earlier.toPlainDateTime().equals(wall)
    ? `${said} comes twice in ${zone}: the clocks are set back`
    : `${said} does not exist in ${zone}: the clocks are set forward`;
}

/** T-0 on a date (`2026-03-29`) at a clock time, epoch ms; null where the date or the clock time can't be. */
export function tZeroOn(date: string, minuteOfDay: number, zone: string): number | null {
  try {
    const wall = wallTime(Temporal.PlainDate.from(date), { day: 0, minuteOfDay });
    return wall.toZonedDateTime(zone, { disambiguation: 'reject' }).epochMilliseconds;
  } catch {
    return null;
  }
}

/** The date of a moment in a zone, `2026-03-29`. */
export const dateOn = (at: number, zone: string): string => launchDate(at, zone).toString();
