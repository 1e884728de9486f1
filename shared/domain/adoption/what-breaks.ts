import { actionsInOrder } from '../action/evolve.ts';
import type { LaunchState } from '../launch/state.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import { isDone } from '../rollout/step-status.ts';
import type { Person } from '../roster/person.ts';

/** Why a changed plan or roster can't come into this launch as far as it has got; empty when it can. */
export function whatBreaks(
  state: LaunchState,
  { plan, people }: { readonly plan: LaunchPlan; readonly people: readonly Person[] },
): readonly string[] {
  const before = state.launch?.plan;
  if (before === undefined) return [];
  const broken: string[] = [];
  if (plan.pack.name !== before.pack.name) broken.push(`It is another pack, ${plan.pack.name}.`);
  const hasActed = actionsInOrder(state.actions).some((action) => action.startedAt !== null);
  if (
    hasActed &&
    (plan.namespace !== before.namespace || JSON.stringify(plan.subsets) !== JSON.stringify(before.subsets))
  )
    broken.push('Namespace and subsets can not change after the first step has begun.');
  for (const step of before.steps) {
    const same = plan.steps.find((other) => other.id === step.id);
    if (!isDone(state, step.id)) continue;
    if (same === undefined) broken.push(`"${step.title}" is done and would be gone.`);
    else if (JSON.stringify(same.operations) !== JSON.stringify(step.operations))
      broken.push(`"${step.title}" is done and would do something else.`);
  }
  const isDecided = (gate: string) => state.gate.gates[gate]?.decision != null;
  for (const gate of before.gates)
    if (isDecided(gate.id) && !plan.gates.some((other) => other.id === gate.id))
      broken.push(`"${gate.title}" was decided and would be gone.`);
  if (!people.some((person) => person.id === state.roster.keeper))
    broken.push('The roster keeper has to stay on the roster.');
  return broken;
}
