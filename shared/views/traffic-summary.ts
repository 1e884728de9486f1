import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { figure, percent } from './format/figure.ts';
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
  const slack = plan.canaryMetrics.map((metric) => metric.rule).find((rule) => rule.kind === 'p95-within-of-stable');
  const above = point.p95AboveStable;
  if (slack !== undefined && above !== null && above.value > slack.percent)
    return { tone: 'watch', word: `p95 +${figure(above.value)} %` };
  return { tone: 'good', word: error === null ? 'stable is calm' : 'within limits' };
}
