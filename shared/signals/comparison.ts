import type { CanaryMetric, MetricCondition } from '../domain/plan/measured.ts';
import type { Comparison } from '../domain/plan/probe.ts';

/**
 * Whether a number satisfies a comparison: the one place where criteria, the canary's metrics, measures, success and probes
 * compare. What is no number satisfies nothing.
 */
export function holds(value: number, { operator, value: limit }: Comparison): boolean {
  if (Number.isNaN(value)) return false;
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '==':
      return value === limit;
    case '!=':
      return value !== limit;
  }
}

/** What a value has to satisfy to meet a criterion's condition: all of these. `baseline` is what its limits are factors of. */
export function conditionOf(condition: MetricCondition, baseline: number | null): readonly Comparison[] {
  const factor = condition.ofBaseline ? (baseline ?? Number.NaN) : 1;
  const from: Comparison = { operator: condition.isInclusive ? '>=' : '>', value: condition.above * factor };
  if (condition.upTo === undefined) return [from];
  return [from, { operator: condition.isUpToExclusive === true ? '<' : '<=', value: condition.upTo * factor }];
}

/** Rules of the canary's metrics that speak of what services answer. */
export type AnswerRule = Exclude<CanaryMetric['rule'], { measure: string }>;

/**
 * What keeps one of the canary's metrics within its limit: of the error rate in percent, of how far its p95 is above
 * stable's in percent, of how far its errors are above stable's in percentage points.
 */
export const withinRule = (rule: AnswerRule): Comparison =>
  rule.kind === 'no-increase-of-5xx'
    ? { operator: '<=', value: rule.tolerancePercentPoints }
    : { operator: rule.kind === 'error-rate-below' ? '<' : '<=', value: rule.percent };
