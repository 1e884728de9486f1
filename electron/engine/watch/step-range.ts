import type { StepRange } from '../adapters/prometheus/port.ts';

/** Charts show an hour; so much is asked for at the start. */
const HISTORY_MS = 3_600_000;
/** A range asked for at once, in steps: far below the server's limit of 11,000. */
export const MAX_STEPS = 720;
/** So many are asked for at least: a minute, of five seconds each. */
export const LEAST_STEPS = 12;

export const wholeSteps = (at: number, stepMs: number): number => Math.floor(at / stepMs) * stepMs;

/** Up to when nothing needs to be asked for, at the start: an hour ago. */
export const firstAsked = (now: number, stepMs: number): number => wholeSteps(now - HISTORY_MS, stepMs);

/** The steps after the last one that was answered; null when there is none yet. */
export function stepsSince(askedUntil: number, now: number, stepMs: number, most = MAX_STEPS): StepRange | null {
  const until = wholeSteps(now, stepMs);
  const from = Math.max(askedUntil + stepMs, until - (most - 1) * stepMs);
  return until < from ? null : { from, until, stepMs };
}

/** A server that was too slow for so many is asked for fewer: what is now is worth more than the hour before. */
export const fewerSteps = (most: number, least: number): number => Math.max(least, Math.floor(most / 4));
