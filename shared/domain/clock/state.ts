import type { PersonId } from '../ids.ts';

export type Hold = {
  readonly since: number;
  readonly by: PersonId | null;
  readonly reason: string;
  /** From when on it moves T-0 when it ends: its begin, or the last slip in it, which has settled what was before. */
  readonly movesFrom: number;
};
export type EndedHold = { readonly ms: number; readonly endedAt: number };
/** Bounds of T-0, epoch ms (reconciled 7). */
export type LaunchWindowAt = { readonly earliestAt: number; readonly latestAt: number };

export type ClockState = {
  /** T-0, epoch ms of launch time. */
  readonly tZeroAt: number;
  /** T-0 as it was when the launch was made. */
  readonly plannedTZeroAt: number;
  /** The T-0 whose date is launch day: clock times of a day are counted from it. A slip under a day leaves it. */
  readonly anchorAt: number;
  /** Null: T-0 is bounded by nothing. */
  readonly window: LaunchWindowAt | null;
  /** While set, the T-clock stands before T-0 and no step may be asked for (reconciled 7). */
  readonly hold: Hold | null;
  /** How long the last ended hold lasted, and when it ended. */
  readonly lastHold: EndedHold | null;
  /** Every hold that has ended, oldest first: a short one after a long one doesn't undo what the long one asks for. */
  readonly holds: readonly EndedHold[];
  readonly scrub: { readonly at: number; readonly by: PersonId; readonly reason: string } | null;
};
export const emptyClock: ClockState = {
  tZeroAt: 0,
  plannedTZeroAt: 0,
  anchorAt: 0,
  window: null,
  hold: null,
  lastHold: null,
  holds: [],
  scrub: null,
};

const DAY_MS = 86_400_000;

/** The clock with another T-0; launch day moves with it only when it is a day or more away (reconciled 6). */
export const withTZero = (state: ClockState, tZeroAt: number): ClockState => ({
  ...state,
  tZeroAt,
  anchorAt: Math.abs(tZeroAt - state.anchorAt) >= DAY_MS ? tZeroAt : state.anchorAt,
});
