import type { Fault } from './trouble.ts';

/** A source that is away is asked at least this often: it must not take longer than a look at the screen to come back. */
const MOST_MS = 30_000;
const LEAST_MS = 500;
/** However long the other side asks for, a source is looked at again after this: on a launch day an hour is a blind one. */
const MOST_ASKED_FOR_MS = 60_000;
/** So that many that failed together don't come back together: a share of the wait. */
const JITTER = 0.2;

/**
 * How long to wait after `failures` failures in a row (from 1 on), real ms: twice as long each time, at most half a minute, but
 * no shorter than the other side asked for, a minute at most. `random` is from 0 to 1.
 */
export function backOffMs(failures: number, everyMs: number, fault: Fault | null, random: number): number {
  const doubled = Math.max(LEAST_MS, everyMs) * 2 ** Math.min(10, Math.max(0, failures - 1));
  const jittered = Math.min(Math.max(MOST_MS, everyMs), doubled) * (1 - JITTER / 2 + JITTER * random);
  return Math.round(Math.max(jittered, Math.min(MOST_ASKED_FOR_MS, fault?.retryAfterMs ?? 0)));
}
