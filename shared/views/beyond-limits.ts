import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { type AnswerRule, conditionOf, holds, withinRule } from '#shared/signals/comparison.ts';

/** What is beyond a limit: red where it is a rollback criterion's, amber where it is the canary's own. */
export type Beyond = { readonly tone: 'act' | 'watch'; readonly what: 'errors' | 'p95' };

/** Where a criterion of the error rate begins: above its end a graver one goes on. Of a baseline nobody can tell here. */
const reachesCriterion = ({ criteria }: LaunchPlan, errorPercent: number): boolean =>
  criteria.some(({ metric }) => {
    const [from] = metric?.signal === 'error-rate-percent' ? conditionOf(metric, null) : [];
    return from !== undefined && holds(errorPercent, from);
  });

const leaves = ({ canaryMetrics }: LaunchPlan, kind: AnswerRule['kind'], value: number): boolean =>
  canaryMetrics.some(({ rule }) => rule.kind === kind && !holds(value, withinRule(rule)));

/**
 * The gravest limit that what is seen now is beyond, of those that one look can tell (runbook §2.2, §3.1): the criteria of
 * the error rate, the canary's own limits of it and of its p95 against stable's. Null while it is within these, or isn't
 * known. An increase of 5xx, a measure and a factor of the baseline take more than one look: their watches speak of them.
 * In percent: the error rate, and how far the canary's p95 is above stable's.
 */
export function beyondLimits(
  plan: LaunchPlan,
  seen: { readonly errorPercent: number | null; readonly p95AbovePercent: number | null },
): Beyond | null {
  const { errorPercent, p95AbovePercent } = seen;
  if (errorPercent !== null && reachesCriterion(plan, errorPercent)) return { tone: 'act', what: 'errors' };
  if (errorPercent !== null && leaves(plan, 'error-rate-below', errorPercent)) return { tone: 'watch', what: 'errors' };
  if (p95AbovePercent !== null && leaves(plan, 'p95-within-of-stable', p95AbovePercent))
    return { tone: 'watch', what: 'p95' };
  return null;
}
