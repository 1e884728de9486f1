import type { ClockState } from '#shared/domain/clock/state.ts';

const two = (value: number): string => String(value).padStart(2, '0');

export type TClock = { readonly text: string; readonly isHeld: boolean; readonly isBefore: boolean };

/** `T-00:14:32`. While a hold stands before T-0 the clock stands too (reconciled 7). */
export function tClock(clock: ClockState, now: number): TClock {
  const isHeld = clock.hold !== null;
  const at = clock.hold !== null && clock.hold.since < clock.tZeroAt ? clock.hold.since : now;
  const left = clock.tZeroAt - at;
  const isBefore = left > 0;
  // Before T-0 a started second still counts; after it only full seconds do.
  const seconds = isBefore ? Math.ceil(left / 1000) : Math.floor(-left / 1000);
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return { text: `T${isBefore ? '-' : '+'}${text}`, isHeld, isBefore };
}
