import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { difference, percent } from './format/figure.ts';
import { p95Limit } from './limits.ts';
import type { SignalPoint } from './signals/point.ts';
import type { Marked } from './tone.ts';

/** The traffic screen in a few words: what is out of its limit, else that nothing is. */
export function trafficSummary(plan: LaunchPlan, point: SignalPoint | null): Marked {
  if (point === null) return { tone: 'unknown', word: 'no data' };
  const error = point.errorRatePercent.canary?.value ?? null;
  const stable = point.errorRatePercent.stable?.value ?? null;
  if (error === null && stable === null) return { tone: 'unknown', word: 'no data' };
  const worst = Math.max(error ?? 0, stable ?? 0);
  const trips = plan.criteria.flatMap(({ metric }) => (metric?.signal === 'error-rate-percent' ? [metric.above] : []));
  if (trips.some((above) => worst >= above)) return { tone: 'act', word: `errors ${percent(worst)}` };
  const own = plan.canaryMetrics.map((metric) => metric.rule).find((rule) => rule.kind === 'error-rate-below');
  if (own !== undefined && worst >= own.percent) return { tone: 'watch', word: `errors ${percent(worst)}` };
  const p95 = point.p95Ms;
  const limit = p95Limit(plan, point);
  if (limit !== null && p95.canary !== null && p95.canary.value > limit.value)
    return { tone: 'watch', word: `p95 ${difference(p95.canary.value, p95.stable?.value)}` };
  return { tone: 'good', word: error === null ? 'stable is calm' : 'within limits' };
}
