import type { ObservationBatch, Unscraped } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';

/** What is told of the outside once a second of real time, in milliseconds. */
const PUSH_INTERVAL_MS = 1000;

/** Samples older than this, in milliseconds of launch time, are unknown. A faster rehearsal has longer intervals. */
export function freshForMs(plan: LaunchPlan | null, speed: number): number {
  const sampleMs = Math.max(plan?.signals.stepMs ?? 0, 2 * PUSH_INTERVAL_MS * Math.max(1, speed));
  return MISSED_INTERVALS * sampleMs;
}

/** True while a value seen `at` may still be believed; one of the future was seen before the clock was set back. */
export const isFresh = (at: number | null | undefined, now: number, freshMs: number): boolean =>
  at !== null && at !== undefined && Math.abs(now - at) <= freshMs;

/** The newest of a list while it may still be believed. */
export function newestFresh<T extends { readonly at: number }>(
  list: readonly T[],
  now: number,
  freshMs: number,
): T | null {
  const newest = list.at(-1);
  return newest !== undefined && isFresh(newest.at, now, freshMs) ? newest : null;
}

type Known = Pick<ObservationBatch, 'knownUntil'>;

/** The one rule for what the metrics know: nothing after what was last scraped, and nothing of a server with another time. */
export const isKnown = (at: number, { knownUntil }: Known): boolean => knownUntil === null || at <= knownUntil;

/** What is known of a list in the order of its times: the list itself while all of it is. */
export function allKnown<T extends { readonly at: number }>(list: readonly T[], latest: Known | null): readonly T[] {
  const last = list.at(-1);
  return latest === null || last === undefined || isKnown(last.at, latest)
    ? list
    : list.filter(({ at }) => isKnown(at, latest));
}

/** False inside a time in which nothing was scraped: what is said of it is of before, as rates and last values live on for minutes. */
export const isScraped = (at: number, unscraped: readonly Unscraped[]): boolean =>
  !unscraped.some(({ after, before }) => at > after && at < before);

/** The newest sample that is known, while it may still be believed: all that may be shown as how it is now. */
export function newestKnown<T extends { readonly at: number }>(
  list: readonly T[],
  { latest, now, freshMs }: { readonly latest: Known | null; readonly now: number; readonly freshMs: number },
): T | null {
  const newest = list.findLast(({ at }) => latest === null || isKnown(at, latest)) ?? null;
  return isFresh(newest?.at, now, freshMs) ? newest : null;
}
