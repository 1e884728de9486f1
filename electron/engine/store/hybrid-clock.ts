import { invariant } from '#shared/lib/invariant.ts';

const counterLimit = 0xffff;

/** A moment of the hybrid logical clock as text that sorts: 12 hex digits of epoch ms, a dash, 4 of a counter. */
const encode = (ms: number, counter: number): string =>
  `${ms.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}`;

/**
 * The next moment after `last` when the wall clock says `at` (epoch ms). It follows the wall clock while that goes
 * forward and counts on when it stands still or is set back, so later events always sort later.
 */
export function nextMoment(last: string | undefined, at: number): string {
  invariant(
    Number.isSafeInteger(at) && at >= 0 && at < 2 ** 48,
    `a time in epoch milliseconds was expected, not ${at}`,
  );
  if (last === undefined) return encode(at, 0);
  const lastMs = Number.parseInt(last.slice(0, 12), 16);
  const lastCounter = Number.parseInt(last.slice(13), 16);
  if (at > lastMs) return encode(at, 0);
  return lastCounter < counterLimit ? encode(lastMs, lastCounter + 1) : encode(lastMs + 1, 0);
}
