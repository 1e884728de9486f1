import type { SignalSample } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { CanaryMetric } from '../domain/plan/measured.ts';
import type { JudgedMetric, MetricVerdict } from '../domain/signal/state.ts';
import { type Point, pointsAt } from './subject.ts';
import { MISSED_INTERVALS } from './sustained.ts';

/** How far back requests are counted for the minimum (reconciled 17). */
const REQUEST_WINDOW_MS = 300_000;

/** One metric of one service's canary. */
export type CanaryReading = {
  readonly service: string;
  readonly verdict: MetricVerdict;
  readonly amount: number;
  readonly value: string;
};
const order: Record<MetricVerdict, number> = { bad: 0, unknown: 1, 'too-few': 2, good: 3 };

/** The canary's metrics, each at the service where it is worst (runbook §2.2 step 3). `intervalMs`: how far apart samples come at best. */
export function judgeCanary(
  plan: LaunchPlan,
  samples: readonly SignalSample[],
  now: number,
  intervalMs = plan.signals.stepMs,
): readonly JudgedMetric[] {
  return plan.canaryMetrics.map((metric) => {
    const readings = readCanary(metric, plan, samples, now, intervalMs);
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
}

/** A metric at every service, in launch order. */
export const readCanary = (
  metric: CanaryMetric,
  plan: LaunchPlan,
  samples: readonly SignalSample[],
  now: number,
  intervalMs: number,
): readonly CanaryReading[] =>
  plan.services.map((service) => readOne(metric, service.id, plan, samples, now, intervalMs));

function readOne(
  metric: CanaryMetric,
  service: string,
  plan: LaunchPlan,
  samples: readonly SignalSample[],
  now: number,
  intervalMs: number,
): CanaryReading {
  const signal = metric.rule.kind === 'p95-within-of-stable' ? 'p95-ms' : 'error-rate-percent';
  const { stepMs, minimumRequests } = plan.signals;
  const canary = pointsAt(samples, { service, subset: 'canary' }, signal);
  const stable = pointsAt(samples, { service, subset: 'stable' }, signal);
  const none = (verdict: MetricVerdict, value: string): CanaryReading => ({ service, verdict, value, amount: 0 });
  const requests = canary
    .filter((point) => point.at > now - REQUEST_WINDOW_MS)
    .reduce((sum, point) => sum + ((point.requestsPerSecond ?? 0) * stepMs) / 1000, 0);
  const isStale = now - (samples.at(-1)?.at ?? 0) > MISSED_INTERVALS * intervalMs;
  if (isStale) return none('unknown', 'no data');
  if (requests < minimumRequests) return none('too-few', `${Math.floor(requests)} requests`);
  const mine = recent(canary, now, intervalMs);
  if (mine === null) return none('unknown', 'no data');
  const theirs = recent(stable, now, intervalMs);
  switch (metric.rule.kind) {
    case 'error-rate-below':
      return {
        service,
        verdict: mine < metric.rule.percent ? 'good' : 'bad',
        amount: mine,
        value: `${mine.toFixed(2)} %`,
      };
    case 'p95-within-of-stable': {
      // Stable gets requests and nobody knows how long they take: there is something to compare with, and it isn't known.
      const stableGets = stable.findLast((point) => point.requestsPerSecond !== null)?.requestsPerSecond ?? 0;
      if (theirs === null && stableGets > 0) return none('unknown', 'no p95 of stable');
      // At 100 % on the canary there is no stable traffic left to compare with: what was within its limits stays so.
      if (theirs === null) return { service, verdict: 'good', amount: 0, value: `${Math.round(mine)} ms, stable idle` };
      const percent = (100 * (mine - theirs)) / theirs;
      const value = `${percent >= 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)} %`;
      return { service, verdict: percent <= metric.rule.percent ? 'good' : 'bad', amount: percent, value };
    }
    case 'no-increase-of-5xx': {
      const increase = mine - (theirs ?? 0);
      const isGood = increase <= metric.rule.tolerancePercentPoints;
      return {
        service,
        verdict: isGood ? 'good' : 'bad',
        amount: increase,
        value: `${increase >= 0 ? '+' : '−'}${Math.abs(increase).toFixed(2)} points`,
      };
    }
  }
}

/** Median of the last three values that are not too old; null when there is none. */
function recent(points: readonly Point[], now: number, intervalMs: number): number | null {
  const values = points
    .filter((point) => now - point.at <= 2 * MISSED_INTERVALS * intervalMs)
    .map((point) => point.value)
    .filter((value) => value !== null)
    .slice(-3)
    .toSorted((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? null;
}
