import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { figure } from './format/figure.ts';
import type { SignalPoint } from './signals/point.ts';

export type LimitLine = { readonly value: number; readonly label: string; readonly tone: 'watch' | 'act' };

/**
 * The limit that matters for the error rate now: the canary's own while it keeps to it, the next rollback criterion
 * once it doesn't.
 */
export function errorRateLimit(plan: LaunchPlan, worstCanary: number | null): LimitLine | null {
  const lines: LimitLine[] = [];
  for (const { rule } of plan.canaryMetrics)
    if (rule.kind === 'error-rate-below')
      lines.push({ value: rule.percent, label: `canary limit ${rule.percent} %`, tone: 'watch' });
  for (const { metric, severity } of plan.criteria)
    if (metric?.signal === 'error-rate-percent' && !metric.ofBaseline)
      lines.push({
        value: metric.above,
        label: `${severity} ${metric.above} %`,
        tone: severity === 'conditional' ? 'watch' : 'act',
      });
  const sorted = lines.toSorted((a, b) => a.value - b.value);
  return sorted.find((line) => line.value > (worstCanary ?? 0)) ?? sorted.at(-1) ?? null;
}

/** How far the canary's p95 may be above stable's, from what stable shows now; null without either. */
export function p95Limit(plan: LaunchPlan, point: SignalPoint | null): LimitLine | null {
  const rule = plan.canaryMetrics.map((metric) => metric.rule).find((found) => found.kind === 'p95-within-of-stable');
  const stable = point?.p95Ms.stable?.value;
  if (rule === undefined || stable === undefined) return null;
  return { value: stable * (1 + rule.percent / 100), label: `stable + ${figure(rule.percent)} %`, tone: 'watch' };
}
