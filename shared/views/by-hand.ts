import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { fillSpec } from '#shared/domain/operation/fill-spec.ts';
import type { PlannedOperation, Procedure } from '#shared/domain/plan/launch-plan.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { operationByHand } from './operation-by-hand.ts';

export type HandStep = { readonly title: string; readonly commands: readonly string[] };

/** The last time somebody ran a procedure: its plans and its answers hold for this cluster. */
export const lastRun = (state: LaunchState, procedure: Procedure): Action | undefined =>
  actionsInOrder(state.actions).findLast(
    (action) => isRollback(action) && action.subject.kind === 'rollback' && action.subject.procedure === procedure.id,
  );

/** `kubectl` with the launch's own context and namespace, whatever the shell it is typed in has. */
const kubectlOf = ({ launch }: LaunchState): string => {
  const context = launch?.cluster === null || launch === null ? '' : ` --context ${launch.cluster.context}`;
  return `kubectl${context} -n ${launch?.plan.namespace ?? ''}`;
};

/** One operation as it follows from the runbook, with what was answered to its questions and the counts noted so far. */
export const fromRunbook = (
  state: LaunchState,
  operation: PlannedOperation,
  answers: Readonly<Record<string, string>> = {},
): readonly string[] =>
  operationByHand(fillSpec(operation.spec, answers), kubectlOf(state), state.actions.noted)?.split('\n') ?? [];

/**
 * A procedure as commands to type when nobody can sign in (authority.md), step by step: the planned command where an
 * engine has planned it against this cluster, else what follows from the runbook alone.
 */
export function procedureByHand(state: LaunchState, procedure: Procedure): readonly HandStep[] {
  const last = lastRun(state, procedure);
  const planned = new Map(
    (last?.operations ?? []).map((entry) => [entry.planned.id as string, entry.plan?.equivalent]),
  );
  const commandsOf = (operation: PlannedOperation): readonly string[] => {
    const known = planned.get(operation.id) ?? '';
    return known === '' ? fromRunbook(state, operation, last?.answers) : [known];
  };
  return procedure.steps.map((step) => ({
    title: step.title,
    commands: procedure.operations.filter((one) => one.procedureStep === step.id).flatMap(commandsOf),
  }));
}

/** The quick rollback by hand. */
export const byHand = (state: LaunchState): readonly HandStep[] =>
  state.launch === null ? [] : procedureByHand(state, state.launch.plan.quickRollback);
