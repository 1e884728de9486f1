import type { PersonId } from '../ids.ts';

export type Hold = { readonly since: number; readonly by: PersonId | null; readonly reason: string };

export type ClockState = {
  /** T-0, epoch ms of launch time. */
  readonly tZeroAt: number;
  /** While set, the T-clock stands before T-0 and no step may be asked for (reconciled 7). */
  readonly hold: Hold | null;
  /** How long the last ended hold lasted, and when it ended. */
  readonly lastHold: { readonly ms: number; readonly endedAt: number } | null;
  readonly scrub: { readonly at: number; readonly by: PersonId; readonly reason: string } | null;
};
export const emptyClock: ClockState = { tZeroAt: 0, hold: null, lastHold: null, scrub: null };
