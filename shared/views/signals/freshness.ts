import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';

/** What is told of the outside once a second of real time, in milliseconds. */
const PUSH_INTERVAL_MS = 1000;
/** After this many missed intervals a value is unknown (product §7). */
const MISSED_INTERVALS = 3;

/** Samples older than this, in milliseconds of launch time, are unknown. A faster rehearsal has longer intervals. */
export function freshForMs(plan: LaunchPlan | null, speed: number): number {
  const sampleMs = Math.max(plan?.signals.stepMs ?? 0, 2 * PUSH_INTERVAL_MS * Math.max(1, speed));
  return MISSED_INTERVALS * sampleMs;
}

/** True while a value seen `at` may still be believed. */
export const isFresh = (at: number | null | undefined, now: number, freshMs: number): boolean =>
  at !== null && at !== undefined && now - at <= freshMs;
