import { type ClockState, withTZero } from '#shared/domain/clock/state.ts';
import { clockTroubles } from '#shared/domain/clock/troubles.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { dayRows } from './day-rows.ts';
import { heldBackMs, projectedClock } from './projection/day-clock.ts';
import type { DayThing } from './projection.ts';

const MINUTE_MS = 60_000;

export type Bounds = 'within' | 'before' | 'after';
export type Moved = { readonly thing: DayThing; readonly fromAt: number; readonly toAt: number };
/** What another T-0 would bring, before anyone decides it. */
export type SlipPreview = {
  readonly tZeroAt: number;
  /** Against T-0 as it stands, milliseconds. */
  readonly byMs: number;
  /** Against T-0 as a resume now would leave it, milliseconds; null while nothing holds T-0 back. */
  readonly afterResumeMs: number | null;
  readonly isPast: boolean;
  readonly bounds: Bounds;
  /** Launch day moves, and every clock time with it: a slip of a day or more (reconciled 6). */
  readonly movesLaunchDay: boolean;
  /** Clock times that could not be kept, in words: the slip would be refused. */
  readonly troubles: readonly string[];
  readonly moves: readonly Moved[];
  readonly stays: readonly DayThing[];
};

/** Where a T-0 lies to the launch window; one without a window is always within (reconciled 7). */
export const boundsOf = ({ window }: ClockState, tZeroAt: number): Bounds =>
  window === null || (tZeroAt >= window.earliestAt && tZeroAt <= window.latestAt)
    ? 'within'
    : tZeroAt > window.latestAt
      ? 'after'
      : 'before';

/** T-0 as a resume at this moment would leave it. */
export const tZeroOnResume = (clock: ClockState, now: number): number => projectedClock(clock, now).tZeroAt;

/** What `+5 min` counts from: T-0 as it stands, while a hold runs the next full minute after what it has cost. */
export function slipBase(clock: ClockState, now: number): number {
  if (heldBackMs(clock, now) === 0) return clock.tZeroAt;
  return Math.ceil(tZeroOnResume(clock, now) / MINUTE_MS) * MINUTE_MS;
}

/** The clock as a slip at this moment would leave it: what was held before is settled by it. */
const slipped = (clock: ClockState, tZeroAt: number, now: number): ClockState => ({
  ...withTZero(clock, tZeroAt),
  hold: clock.hold === null ? null : { ...clock.hold, movesFrom: now },
});

/** What a slip would move and what not, of what is still to come, with the projection as it would be then. */
export function slipPreview(state: LaunchState, tZeroAt: number, now: number): SlipPreview {
  const clock = slipped(state.clock, tZeroAt, now);
  const after = dayRows({ ...state, clock }, now);
  const toCome = dayRows(state, now).filter(({ actualAt, isOverdue }) => actualAt === null && !isOverdue);
  const moves = toCome.flatMap((thing) => {
    const then = after.find(({ kind, id }) => kind === thing.kind && id === thing.id);
    return then === undefined || then.projectedAt === thing.projectedAt
      ? []
      : [{ thing, fromAt: thing.projectedAt, toAt: then.projectedAt }];
  });
  const moved = new Set(moves.map(({ thing }) => thing));
  return {
    tZeroAt,
    byMs: tZeroAt - state.clock.tZeroAt,
    afterResumeMs: heldBackMs(state.clock, now) > 0 ? tZeroAt - tZeroOnResume(state.clock, now) : null,
    isPast: tZeroAt <= now,
    bounds: boundsOf(state.clock, tZeroAt),
    movesLaunchDay: clock.anchorAt !== state.clock.anchorAt,
    troubles: state.launch === null ? [] : clockTroubles(state.launch.plan, state.clock, tZeroAt),
    moves,
    stays: toCome.filter((thing) => !moved.has(thing)),
  };
}
