import type { ClockFacts } from '#shared/contract/facts.ts';

/**
 * The one clock. Launch time = start + real x speed: holds, windows, cadence and samples go by it; network limits and
 * the cluster's own times stay real.
 */
export interface Clock {
  /** Launch time, epoch ms. */
  now(): number;
  /** Launch time of a moment of real time, both epoch ms. */
  at(realAt: number): number;
  readonly facts: ClockFacts;
  /** Real milliseconds until a moment of launch time; at least 0. */
  realMsUntil(at: number): number;
  /** Real milliseconds that a span of launch time takes. */
  toReal(launchMs: number): number;
}

export function createClock(facts: ClockFacts): Clock {
  const at = (realAt: number) => Math.round(facts.startedAtLaunch + (realAt - facts.startedAtReal) * facts.speed);
  const now = () => at(Date.now());
  const toReal = (launchMs: number) => launchMs / facts.speed;
  return { now, at, facts, toReal, realMsUntil: (moment) => Math.max(0, toReal(moment - now())) };
}

/** Real time, as in production. */
export const realClock = (): Clock => createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 1 });

/** Below this, real milliseconds, no answer over a network can be expected, however fast a rehearsal runs. */
const LEAST_INTERVAL_MS = 1000;

/** How far apart samples can be without one having been missed, launch time in ms. */
export const sampleIntervalMs = (clock: Clock, plan: { readonly signals: { readonly stepMs: number } }): number =>
  Math.max(plan.signals.stepMs, LEAST_INTERVAL_MS * clock.facts.speed);

/** Real milliseconds between two looks at what is due every `launchMs` of launch time, but not more often than it bears. */
export const pacedMs = (clock: Clock, launchMs: number, leastMs: number): number =>
  Math.max(leastMs, clock.toReal(launchMs));

/** Traffic that has just been moved shows in no sample sooner than this, real milliseconds. */
const LEAST_SETTLING_MS = 20_000;

/** How long something may take to settle, launch time in ms: the pack's time, but never less than a network can keep. */
export const settlingMs = (clock: Clock, withinMs: number): number =>
  Math.max(withinMs, LEAST_SETTLING_MS * clock.facts.speed);
