/** Charts show an hour; so much is asked for at the start. */
const HISTORY_MS = 3_600_000;
/** A range asked for at once, in steps: far below the server's limit of 11,000. */
const MAX_STEPS = 720;

export type StepRange = { readonly from: number; readonly until: number };

/** Up to when nothing needs to be asked for, at the start: an hour ago. */
export const firstAsked = (now: number, stepMs: number): number => Math.floor((now - HISTORY_MS) / stepMs) * stepMs;

/** The steps after the last one that was answered; null when there is none yet. */
export function stepsSince(askedUntil: number, now: number, stepMs: number): StepRange | null {
  const until = Math.floor(now / stepMs) * stepMs;
  const from = Math.max(askedUntil + stepMs, until - (MAX_STEPS - 1) * stepMs);
  return until < from ? null : { from, until };
}
