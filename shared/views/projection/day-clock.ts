import { momentAt, type Planned } from '#shared/domain/clock/moments.ts';
import { type ClockState, withTZero } from '#shared/domain/clock/state.ts';
import { spoken } from '../format/duration.ts';
import { dateText, minuteTime } from '../format/wall-time.ts';
import type { Bound } from './bound.ts';

/** The clock as the launch was made: what "planned" is measured by. */
export const plannedClock = (clock: ClockState): ClockState => ({
  ...clock,
  tZeroAt: clock.plannedTZeroAt,
  anchorAt: clock.plannedTZeroAt,
});

/** How far the hold that stands has moved T-0 by `now`, milliseconds; zero without one before T-0 (reconciled 7). */
export const heldBackMs = ({ hold, tZeroAt }: ClockState, now: number): number =>
  hold !== null && hold.movesFrom < tZeroAt ? Math.max(0, now - hold.movesFrom) : 0;

/** The clock as it would be if the hold that stands ended now. */
export const projectedClock = (clock: ClockState, now: number): ClockState => {
  const heldMs = heldBackMs(clock, now);
  return heldMs === 0 ? clock : withTZero(clock, clock.tZeroAt + heldMs);
};

/** `on hold for 12 min`; empty when there is no hold. */
export const holdCause = ({ hold }: ClockState, now: number): string =>
  hold === null ? '' : `on hold for ${spoken(now - hold.since)}`;

/** A launch's moments: as they were planned, and as they stand with the present T-0 and the hold that still runs. */
export type DayClock = {
  readonly zone: string;
  readonly now: number;
  readonly plannedAt: (planned: Planned) => number;
  readonly bound: (planned: Planned) => Bound;
  /** `08:45`, with the date where that isn't launch day. */
  readonly said: (at: number) => string;
};

export function dayClock(clock: ClockState, zone: string, now: number): DayClock {
  const before = plannedClock(clock);
  const after = projectedClock(clock, now);
  const day = dateText(after.anchorAt, zone);
  const said = (at: number): string =>
    dateText(at, zone) === day ? minuteTime(at, zone) : `${dateText(at, zone)} ${minuteTime(at, zone)}`;
  const offsetCause = [
    heldBackMs(clock, now) > 0 ? holdCause(clock, now) : '',
    clock.tZeroAt > clock.plannedTZeroAt ? `T-0 moved by ${spoken(clock.tZeroAt - clock.plannedTZeroAt)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return {
    zone,
    now,
    said,
    plannedAt: (planned) => momentAt(before, zone, planned),
    bound: (planned) => ({
      at: momentAt(after, zone, planned),
      cause: planned.clock === undefined ? offsetCause : `launch day moved to ${day}`,
    }),
  };
}
