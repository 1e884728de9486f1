import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import type { PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';

export type HandStep = { readonly title: string; readonly commands: readonly string[] };

/** The planned command where an engine has planned it against this cluster, else what follows from the runbook alone. */
function command(state: LaunchState, operation: PlannedOperation, planned: ReadonlyMap<string, string>): string | null {
  const known = planned.get(operation.id);
  if (known !== undefined && known !== '') return known;
  const { launch } = state;
  const context = launch?.cluster === null || launch === null ? '' : ` --context ${launch.cluster.context}`;
  return fromSpec(operation.spec, `kubectl${context} -n ${launch?.plan.namespace ?? ''}`);
}

function fromSpec(spec: OperationSpec, kubectl: string): string | null {
  switch (spec.kind) {
    case 'kubernetes.scale':
      return 'count' in spec.replicas
        ? `${kubectl} scale deployment/${spec.deployment} --replicas=${spec.replicas.count}`
        : null;
    case 'traffic.weights':
      return `${kubectl} edit virtualservice  # host ${spec.host}: every http route, ${spec.subsets.canary} ${spec.canaryPercent}, ${spec.subsets.stable} ${100 - spec.canaryPercent}`;
    case 'kubernetes.set-image':
      return `${kubectl} set image deployment/${spec.deployment} ${spec.container}=${spec.image}`;
    case 'flag.set':
      return `# flag ${spec.flag}, environment ${spec.environment}: ${spec.on ? 'on' : 'off'}`;
    case 'rollback.read-back':
      return `${kubectl} get deployments,virtualservices -o wide`;
    case 'message.post':
      return null;
  }
}

/** The quick rollback as commands to type when nobody can sign in (authority.md), step by step. */
export function byHand(state: LaunchState): readonly HandStep[] {
  const procedure = state.launch?.plan.quickRollback;
  if (procedure === undefined) return [];
  const last = actionsInOrder(state.actions).findLast(isRollback);
  const planned = new Map(
    (last?.operations ?? []).map((entry) => [entry.planned.id as string, entry.plan?.equivalent ?? '']),
  );
  return procedure.steps.map((step) => ({
    title: step.title,
    commands: procedure.operations
      .filter((operation) => operation.procedureStep === step.id)
      .map((operation) => command(state, operation, planned))
      .filter((text) => text !== null),
  }));
}
