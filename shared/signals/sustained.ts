import type { MetricCondition } from '../domain/plan/measured.ts';
import type { Point } from './subject.ts';

export type SustainedVerdict = {
  readonly verdict: 'good' | 'building' | 'tripped' | 'too-few' | 'unknown';
  readonly value: number | null;
  /** When the condition began to hold without a break. */
  readonly since: number | null;
  /** When it trips if it goes on. */
  readonly tripsAt: number | null;
};

export type SustainedRule = {
  readonly condition: MetricCondition;
  /** What `above` and `upTo` are factors of, where the condition is of the baseline. */
  readonly baseline: number | null;
  readonly stepMs: number;
  /** How far apart samples come at best, launch time in ms; at least `stepMs`. */
  readonly intervalMs: number;
  readonly minimumRequests: number;
  /** Nothing before this counts: a person has decided to keep going then. */
  readonly notBefore: number;
};

/** After three missed intervals a value is unknown (product §7). */
const MISSED_INTERVALS = 3;

/**
 * Whether a condition has held for its whole time over real samples. A gap is neither good nor bad: it ends nothing
 * and proves nothing, so at least half of the window's samples must be there (reconciled 17, 18).
 */
export function sustained(points: readonly Point[], now: number, rule: SustainedRule): SustainedVerdict {
  const latest = points.findLast((point) => point.value !== null) ?? null;
  const value = latest?.value ?? null;
  const nothing = { value, since: null, tripsAt: null };
  if (latest === null || now - latest.at > MISSED_INTERVALS * rule.intervalMs)
    return { verdict: 'unknown', ...nothing, value: null };
  if (requestsIn(points, latest.at - rule.condition.sustainedMs, rule.stepMs) < rule.minimumRequests)
    return { verdict: 'too-few', ...nothing };
  const run = unbrokenRun(points, rule);
  const first = run.at(-1);
  if (first === undefined) return { verdict: 'good', ...nothing };
  const since = Math.max(first.at, rule.notBefore);
  const tripsAt = since + rule.condition.sustainedMs;
  const isProven = run.length * rule.stepMs * 2 >= rule.condition.sustainedMs;
  return { verdict: latest.at >= tripsAt && isProven ? 'tripped' : 'building', value, since, tripsAt };
}

/** Points that meet the condition, newest first, back to the first that doesn't. */
function unbrokenRun(points: readonly Point[], rule: SustainedRule): readonly Point[] {
  const run: Point[] = [];
  for (const point of points.toReversed()) {
    if (point.value === null) continue;
    if (!holds(point.value, rule)) break;
    run.push(point);
  }
  return run;
}

function holds(value: number, { condition, baseline }: SustainedRule): boolean {
  if (condition.ofBaseline && baseline === null) return false;
  const factor = condition.ofBaseline ? (baseline ?? 0) : 1;
  const isAbove = condition.isInclusive ? value >= condition.above * factor : value > condition.above * factor;
  if (!isAbove || condition.upTo === undefined) return isAbove;
  const limit = condition.upTo * factor;
  return condition.isUpToExclusive === true ? value < limit : value <= limit;
}

const requestsIn = (points: readonly Point[], from: number, stepMs: number): number =>
  points
    .filter((point) => point.at > from)
    .reduce((sum, point) => sum + ((point.requestsPerSecond ?? 0) * stepMs) / 1000, 0);
