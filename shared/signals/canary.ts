import type { MeasureSeries, SignalSample } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { CanaryMetric } from '../domain/plan/measured.ts';
import type { JudgedMetric, MetricVerdict } from '../domain/signal/judged.ts';
import { type CanaryReading, noReading, readMeasured } from './canary-measured.ts';
import { type AnswerRule, holds, withinRule } from './comparison.ts';
import { type Point, pointsAt } from './subject.ts';
import { isTooOld, requestsIn } from './sustained.ts';

/** How far back requests are counted for the minimum (reconciled 17). */
const REQUEST_WINDOW_MS = 300_000;

export type CanaryInput = {
  readonly plan: LaunchPlan;
  readonly samples: readonly SignalSample[];
  readonly measures: readonly MeasureSeries[];
  readonly now: number;
  /** How far apart samples come at best, launch time in ms. */
  readonly intervalMs: number;
  /** The canary's weight by service, as the cluster says; null or missing where that isn't known. */
  readonly canaryPercent: Readonly<Record<string, number | null>>;
};

const order: Record<MetricVerdict, number> = { bad: 0, unknown: 1, 'too-few': 2, good: 3 };

/** The canary's metrics, each at the service where it is worst (runbook §2.2 step 3). */
export const judgeCanary = (input: CanaryInput): readonly JudgedMetric[] =>
  input.plan.canaryMetrics.map((metric) => {
    const readings = readCanary(metric, input);
    const worst = readings.toSorted((a, b) => order[a.verdict] - order[b.verdict] || b.amount - a.amount)[0];
    return {
      id: metric.id,
      title: metric.title,
      limit: metric.limit,
      verdict: worst?.verdict ?? 'unknown',
      value: worst?.value ?? 'no data',
      where: worst?.service ?? '',
    };
  });

/** A metric at every service, in launch order. */
export const readCanary = (metric: CanaryMetric, input: CanaryInput): readonly CanaryReading[] =>
  input.plan.services.map(({ id }) => readOne(metric, id, input));

function readOne({ rule }: CanaryMetric, service: string, input: CanaryInput): CanaryReading {
  const { samples, now, intervalMs } = input;
  const { stepMs, minimumRequests } = input.plan.signals;
  const signal = rule.kind === 'p95-within-of-stable' ? 'p95-ms' : 'error-rate-percent';
  const canary = pointsAt(samples, { service, subset: 'canary' }, signal);
  const stable = pointsAt(samples, { service, subset: 'stable' }, signal);
  const none = (verdict: MetricVerdict, value: string): CanaryReading => noReading(service, verdict, value);
  const requests = requestsIn(canary, now - REQUEST_WINDOW_MS, { stepMs, intervalMs });
  const share = input.canaryPercent[service] ?? null;
  // A canary that gets nothing has nothing to say; of every other one its own newest value counts, not that of any service.
  const heard = share === 0 ? samples.at(-1) : canary.findLast((point) => point.requestsPerSecond !== null);
  const isStale = isTooOld(heard?.at ?? 0, now, intervalMs);
  const isTooFew = requests < minimumRequests;
  if (rule.kind === 'measure-within-limit' || rule.kind === 'measure-within-of-stable') {
    const found = readMeasured(rule, service, input);
    // What is bad is bad with one request; what nobody has asked for yet has shown nothing.
    if (found.verdict === 'bad') return found;
    if (isStale) return none('unknown', 'no data');
    return isTooFew ? none('too-few', `${Math.floor(requests)} requests`) : found;
  }
  if (isStale) return none('unknown', 'no data');
  if (isTooFew) return none('too-few', `${Math.floor(requests)} requests`);
  const mine = recent(canary, now, intervalMs);
  if (mine === null) return none('unknown', 'no data');
  const reading = compare(
    rule,
    { service, mine: mine.value, theirs: recent(stable, now, intervalMs)?.value ?? null },
    share === 100 && !getsRequests(stable),
  );
  const isPartial = mine.isPartial || samples.at(-1)?.isPartial === true;
  // A part of the data was missing: what is there may be bad, and can't be called good.
  return isPartial && reading.verdict === 'good' ? none('unknown', `${reading.value}, partial data`) : reading;
}

const getsRequests = (points: readonly Point[]): boolean =>
  (points.findLast((point) => point.requestsPerSecond !== null)?.requestsPerSecond ?? 0) > 0;

type Compared = { readonly service: string; readonly mine: number; readonly theirs: number | null };

function compare(rule: AnswerRule, { service, mine, theirs }: Compared, isStableIdle: boolean): CanaryReading {
  const reading = (amount: number, value: string): CanaryReading => {
    const isGood = holds(amount, withinRule(rule));
    return { service, verdict: isGood ? 'good' : 'bad', amount, value };
  };
  switch (rule.kind) {
    case 'error-rate-below':
      return reading(mine, `${mine.toFixed(2)} %`);
    case 'p95-within-of-stable': {
      // Stable may get requests and nobody knows how long they take: there is something to compare with, and it isn't known.
      if (theirs === null && !isStableIdle) return noReading(service, 'unknown', 'no p95 of stable');
      // At 100 % on the canary there is no stable traffic left to compare with: what was within its limits stays so.
      if (theirs === null) return { service, verdict: 'good', amount: 0, value: `${Math.round(mine)} ms, stable idle` };
      const percent = (100 * (mine - theirs)) / theirs;
      return reading(percent, `${signed(percent, 1)} %`);
    }
    case 'no-increase-of-5xx': {
      const increase = mine - (theirs ?? 0);
      return reading(increase, `${signed(increase, 2)} points`);
    }
  }
}

const signed = (value: number, digits: number): string => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(digits)}`;

/** Median of the last three values that are not too old; null when there is none. */
function recent(
  points: readonly Point[],
  now: number,
  intervalMs: number,
): { readonly value: number; readonly isPartial: boolean } | null {
  const last = points.filter((point) => !isTooOld(point.at, now, intervalMs) && point.value !== null).slice(-3);
  const values = last.flatMap(({ value }) => (value === null ? [] : [value])).toSorted((a, b) => a - b);
  const value = values[Math.floor(values.length / 2)];
  return value === undefined ? null : { value, isPartial: last.some(({ isPartial }) => isPartial === true) };
}
