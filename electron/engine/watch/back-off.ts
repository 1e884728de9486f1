import type { Fault } from '#shared/lib/trouble.ts';

/** A source that is away is asked at least this often: it must not take longer than a look at the screen to come back. */
const MOST_MS = 30_000;
const LEAST_MS = 500;
/** So that many that failed together don't come back together: a share of the wait. */
const JITTER = 0.2;

/**
 * How long to wait after `failures` failures in a row (from 1 on), real ms: twice as long each time, at most half a minute, but
 * no shorter than the other side asked for. `random` is from 0 to 1.
 */
export function backOffMs(failures: number, everyMs: number, fault: Fault | null, random = Math.random()): number {
  const doubled = Math.max(LEAST_MS, everyMs) * 2 ** Math.min(10, Math.max(0, failures - 1));
  const jittered = Math.min(Math.max(MOST_MS, everyMs), doubled) * (1 - JITTER / 2 + JITTER * random);
  return Math.round(Math.max(jittered, fault?.retryAfterMs ?? 0));
}
