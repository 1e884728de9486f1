import type { Point } from './subject.ts';

export type SustainedVerdict = {
  readonly verdict: 'good' | 'building' | 'tripped' | 'too-few' | 'unknown';
  readonly value: number | null;
  /** When the condition began to hold without a break. */
  readonly since: number | null;
  /** When it trips if it goes on, with no sample missing from now on. */
  readonly tripsAt: number | null;
};

export type SustainedRule = {
  /** Whether a value meets the condition; null where that can't be told, because there is nothing to hold it against. */
  readonly isMet: ((value: number) => boolean) | null;
  readonly sustainedMs: number;
  readonly stepMs: number;
  /** How far apart samples come at best, launch time in ms; at least `stepMs`. */
  readonly intervalMs: number;
  readonly minimumRequests: number;
  /** Nothing before this counts: a person has decided to keep going then. */
  readonly notBefore: number;
};

/** After three missed intervals a value is unknown (product §7). */
export const MISSED_INTERVALS = 3;
/** A value of the future is none of now either: a clock has jumped. */
export const isTooOld = (at: number, now: number, intervalMs: number): boolean =>
  now - at > MISSED_INTERVALS * intervalMs || at - now > MISSED_INTERVALS * intervalMs;

/** Requests are counted over the condition's own time, and over this at least. */
const LEAST_REQUEST_WINDOW_MS = 60_000;

/**
 * Whether a condition has held for its whole time over real samples. A gap is neither good nor bad: it ends nothing
 * and proves nothing, so at least half of the window's samples must be there (reconciled 17, 18).
 */
export function sustained(points: readonly Point[], now: number, rule: SustainedRule): SustainedVerdict {
  const latest = points.findLast((point) => point.value !== null) ?? null;
  const value = latest?.value ?? null;
  const nothing = { value, since: null, tripsAt: null };
  if (latest === null || isTooOld(latest.at, now, rule.intervalMs))
    return { verdict: 'unknown', ...nothing, value: null };
  const countedMs = Math.max(rule.sustainedMs, LEAST_REQUEST_WINDOW_MS);
  if (requestsIn(points, latest.at - countedMs, rule) < rule.minimumRequests) return { verdict: 'too-few', ...nothing };
  // Measured against nothing it is neither within its limit nor beyond it.
  if (rule.isMet === null) return { verdict: 'unknown', ...nothing };
  // A part of the data was missing: what is there may trip it, and can't clear it.
  if (latest.isPartial === true && value !== null && !rule.isMet(value)) return { verdict: 'unknown', ...nothing };
  const run = unbrokenRun(points, rule.isMet);
  const first = run.at(-1);
  if (first === undefined) return { verdict: 'good', ...nothing };
  const since = Math.max(first.at, rule.notBefore);
  const tripsAt = whenProven(run, since, latest.at, rule);
  return { verdict: tripsAt <= latest.at ? 'tripped' : 'building', value, since, tripsAt };
}

/** Points that meet the condition, newest first, back to the first that doesn't, with all of its data there. */
function unbrokenRun(points: readonly Point[], isMet: (value: number) => boolean): readonly Point[] {
  const run: Point[] = [];
  for (const point of points.toReversed()) {
    if (point.value === null) continue;
    if (isMet(point.value)) run.push(point);
    else if (point.isPartial !== true) break;
  }
  return run;
}

/**
 * The first moment at which the condition has held for its whole time and half of that time's samples are there: now or
 * before, or after so many more samples as are still to come. What lies before `since` doesn't count.
 */
function whenProven(run: readonly Point[], since: number, latest: number, rule: SustainedRule): number {
  const stepMs = Math.max(1, rule.stepMs);
  const { sustainedMs } = rule;
  const heldAt = since + sustainedMs;
  const needed = Math.ceil(sustainedMs / (2 * stepMs));
  const untilHeld = Math.max(0, Math.ceil((heldAt - latest) / stepMs));
  let more = untilHeld;
  const there = () => {
    const from = Math.max(rule.notBefore, latest + more * stepMs - sustainedMs);
    return run.filter((point) => point.at >= from).length + more;
  };
  // With every further sample there is at least as much in the window: it ends after `needed` of them.
  while (there() < needed) more += 1;
  return more === untilHeld ? heldAt : latest + more * stepMs;
}

/**
 * How many requests there were after `from`: each rate is of the time since the one before it. A hole of up to three intervals
 * is bridged so; after a longer one a rate is of its own step, and nobody counts the rest.
 */
export function requestsIn(
  points: readonly Point[],
  from: number,
  { stepMs, intervalMs }: Pick<SustainedRule, 'stepMs' | 'intervalMs'>,
): number {
  const bridgedMs = MISSED_INTERVALS * intervalMs;
  let requests = 0;
  let before: number | null = null;
  for (const { at, requestsPerSecond } of points) {
    if (requestsPerSecond === null) continue;
    const ofMs: number = before === null || at - before > bridgedMs ? stepMs : at - before;
    requests += (requestsPerSecond * Math.max(0, Math.min(ofMs, at - from))) / 1000;
    before = at;
  }
  return requests;
}
