import type { ClockState } from '#shared/domain/clock/state.ts';

const two = (value: number): string => String(value).padStart(2, '0');

export type TClock = {
  readonly text: string;
  readonly isHeld: boolean;
  /** The clock doesn't move: a hold stands before T-0. */
  readonly isStanding: boolean;
  readonly isBefore: boolean;
};

/**
 * `T-00:14:32`. While a hold stands before T-0 the clock stands too, at what was left when it began or when T-0 was
 * slipped in it (reconciled 7): a resume moves T-0 by the time since.
 */
export function tClock(clock: ClockState, now: number): TClock {
  const { hold } = clock;
  const isHeld = hold !== null;
  const stands = hold !== null && hold.movesFrom < clock.tZeroAt;
  const at = stands ? hold.movesFrom : now;
  const left = clock.tZeroAt - at;
  const isBefore = left > 0;
  // Before T-0 a started second still counts; after it only full seconds do.
  const seconds = isBefore ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return { text: `T${isBefore ? '-' : '+'}${text}`, isHeld, isStanding: stands, isBefore };
}
