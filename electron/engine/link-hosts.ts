import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';

/** Hosts of the addresses that the runbook itself names: where its links may lead (main opens no other). */
export function linkHosts(plan: LaunchPlan | undefined): readonly string[] {
  const hosts = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (/^https:\/\/\S+$/.test(value) && URL.canParse(value)) hosts.add(new URL(value).hostname);
    } else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) look(inner);
  };
  look(plan);
  return [...hosts].sort();
}
