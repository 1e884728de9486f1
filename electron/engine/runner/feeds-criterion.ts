import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import { loudByRules } from '#shared/signals/feeds-criterion.ts';
import type { RulesPort } from '../adapters/prometheus/rules.ts';

/**
 * Why an alert must stay loud; null when it may be silenced. Asked before a silence is accepted and again before it is
 * placed. What can't be proven is refused. An alert that Prometheus has no rule of comes from elsewhere: no criterion reads it.
 */
export async function whyLoud(
  rules: RulesPort,
  plan: LaunchPlan,
  alert: string,
  signal?: AbortSignal,
): Promise<Trouble | null> {
  const listed = await rules.all(signal);
  if (listed.ok) return loudByRules(plan, listed.value, alert);
  return refusal(
    'not-proven',
    `It can't be shown that "${alert}" feeds no criterion. ${listed.error.message}`,
    'Try again when Prometheus answers.',
  );
}
