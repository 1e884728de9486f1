import { emptyActions } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import type { PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { byHand, type HandStep } from '../by-hand.ts';

/** The kinds whose commands readiness proves, in the order of the procedure (engine/watch/readiness.ts). */
const proving: ReadonlySet<OperationKindName> = new Set([
  'traffic.weights',
  'kubernetes.scale',
  'flag.set',
  'message.post',
]);

/** In an order that can be done by one person: each after those of the same step that it waits for. */
function inTurn(operations: readonly PlannedOperation[]): readonly PlannedOperation[] {
  const done: PlannedOperation[] = [];
  let left = operations;
  while (left.length > 0) {
    const waits = (operation: PlannedOperation): boolean => left.some(({ id }) => operation.after.includes(id));
    const free = left.filter((operation) => !waits(operation));
    // A circle is refused by the pack's lint; here it is cut.
    const next = free.length > 0 ? free : left;
    done.push(...next);
    left = left.filter((operation) => !next.includes(operation));
  }
  return done;
}

/**
 * The quick rollback's commands, step by step, good whenever the paper is read: as the cluster last proved them where
 * every one was proven, else as they follow from the runbook. A proven patch of weights holds only while the weights
 * stand as they did, so what they have to be is said beside it. Posts are no commands; their texts are pasted.
 */
export function handSteps(state: LaunchState, proven: readonly string[]): readonly HandStep[] {
  const { launch } = state;
  if (launch === null) return [];
  const procedure = launch.plan.quickRollback;
  const provable = procedure.operations.filter((operation) => proving.has(operation.spec.kind));
  const isProven = provable.length === proven.length;
  const known = new Map(provable.map(({ id }, index) => [id as string, isProven ? (proven[index] ?? '') : '']));
  const commandsOf = (operation: PlannedOperation): readonly string[] => {
    const exact = known.get(operation.id)?.split('\n').filter(Boolean) ?? [];
    if (operation.spec.kind === 'message.post') return [];
    if (operation.spec.kind !== 'traffic.weights') return exact.length > 0 ? exact : fromRunbook(state, operation);
    return [...fromRunbook(state, operation), ...exact.filter((line) => / patch virtualservices? /.test(line))];
  };
  return procedure.steps.map(({ id, title }) => ({
    title,
    commands: inTurn(procedure.operations.filter(({ procedureStep }) => procedureStep === id)).flatMap(commandsOf),
  }));
}

/** The command of one operation as it follows from the runbook, whatever the weights are and whatever was planned before. */
function fromRunbook(state: LaunchState, operation: PlannedOperation): readonly string[] {
  if (state.launch === null) return [];
  const { plan } = state.launch;
  const quickRollback = { ...plan.quickRollback, operations: [operation] };
  const alone = { ...state, actions: emptyActions, launch: { ...state.launch, plan: { ...plan, quickRollback } } };
  return byHand(alone).flatMap((step) => step.commands);
}
