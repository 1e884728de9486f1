import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Severity } from '#shared/domain/plan/measured.ts';
import { figure } from './format/figure.ts';
import type { SignalPoint } from './signals/point.ts';

export type LimitLine = { readonly value: number; readonly label: string; readonly tone: 'watch' | 'act' };

const toneOf = (severity: Severity): LimitLine['tone'] => (severity === 'conditional' ? 'watch' : 'act');
const inOrder = (lines: readonly LimitLine[]): readonly LimitLine[] => lines.toSorted((a, b) => a.value - b.value);

/** The limit that matters now: the lowest that isn't reached yet, else the highest. */
export const nextLimit = (lines: readonly LimitLine[], value: number | null): LimitLine | null =>
  lines.find((line) => line.value > (value ?? 0)) ?? lines.at(-1) ?? null;

/** Every limit of the error rate, lowest first: the canary's own and those of the rollback criteria (runbook §2.2, §3.1). */
export function errorRateLimits(plan: LaunchPlan): readonly LimitLine[] {
  const lines: LimitLine[] = [];
  for (const { rule } of plan.canaryMetrics)
    if (rule.kind === 'error-rate-below')
      lines.push({ value: rule.percent, label: `canary limit ${rule.percent} %`, tone: 'watch' });
  for (const { metric, severity } of plan.criteria)
    if (metric?.signal === 'error-rate-percent' && !metric.ofBaseline)
      lines.push({ value: metric.above, label: `${severity} ${metric.above} %`, tone: toneOf(severity) });
  return inOrder(lines);
}

/**
 * How far the canary's p95 may be above stable's, from what stable shows now at the service at which the canary is worst, or at
 * its own worst while there is no canary; null where it shows nothing.
 */
export function p95Limit(plan: LaunchPlan, point: SignalPoint | null): LimitLine | null {
  const rule = plan.canaryMetrics.map((metric) => metric.rule).find((found) => found.kind === 'p95-within-of-stable');
  if (rule === undefined || point === null) return null;
  const stable = point.p95Ms.canary === null ? (point.p95Ms.stable?.value ?? null) : point.stableP95Beside;
  if (stable === null) return null;
  return { value: stable * (1 + rule.percent / 100), label: `stable + ${figure(rule.percent)} %`, tone: 'watch' };
}

/**
 * Every limit of the p95, lowest first. Those of a baseline are of `baselineMs`: the baseline of the service whose p95 is
 * drawn; without it they can't be said.
 */
export function p95Limits(
  plan: LaunchPlan,
  point: SignalPoint | null,
  baselineMs: number | null,
): readonly LimitLine[] {
  const own = p95Limit(plan, point);
  const lines: LimitLine[] = own === null ? [] : [own];
  for (const { metric, severity } of plan.criteria) {
    if (metric?.signal !== 'p95-ms' || (metric.ofBaseline && baselineMs === null)) continue;
    const value = metric.ofBaseline ? metric.above * (baselineMs ?? 0) : metric.above;
    const text = metric.ofBaseline ? `${metric.above} x baseline` : `${figure(metric.above)} ms`;
    lines.push({ value, label: `${severity} ${text}`, tone: toneOf(severity) });
  }
  return inOrder(lines);
}
