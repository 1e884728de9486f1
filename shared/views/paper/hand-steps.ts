import type { CommandByHand } from '#shared/contract/observations.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import type { PlannedOperation, Procedure } from '#shared/domain/plan/launch-plan.ts';
import { fromRunbook, type HandStep, lastRun } from '../by-hand.ts';

/** The kinds whose commands readiness proves, in the order of the procedure (engine/watch/readiness.ts). */
const proving: ReadonlySet<OperationKindName> = new Set([
  'traffic.weights',
  'kubernetes.scale',
  'flag.set',
  'message.post',
]);

/** In an order that can be done by one person: each after those of the same step that it waits for. */
export function inTurn(operations: readonly PlannedOperation[]): readonly PlannedOperation[] {
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

/** The commands of a rollback as the cluster last proved them. */
export type Proven = {
  /** Of the quick rollback's weights, scales, flags and messages, in the order of the operations. */
  readonly byHand: readonly string[];
  /** Of both procedures, by operation, where the engine tells them so. */
  readonly commands?: readonly CommandByHand[] | undefined;
};

/** What was proven of each operation of a procedure, by its id. */
function provenOf(procedure: Procedure, proven: Proven): ReadonlyMap<string, readonly string[]> {
  if (proven.commands !== undefined)
    return new Map(proven.commands.filter((one) => one.isProven).map(({ operation, lines }) => [operation, lines]));
  const provable = procedure.operations.filter((operation) => proving.has(operation.spec.kind));
  if (provable.length !== proven.byHand.length) return new Map();
  return new Map(
    provable.map(({ id }, index) => [id, (proven.byHand[index] ?? '').split('\n').filter((line) => line !== '')]),
  );
}

/** What to type for one operation, good whenever the paper is read. */
export type ByHandOf = (operation: PlannedOperation) => readonly string[];

/**
 * The commands of a procedure as the cluster last proved them where it did, else as they follow from the runbook. A
 * proven patch of weights holds only while the weights stand as they did, so what they have to be is said beside it.
 * Posts are no commands; their texts are pasted.
 */
export function commandsOf(state: LaunchState, procedure: Procedure, proven: Proven): ByHandOf {
  const known = provenOf(procedure, proven);
  const answers = lastRun(state, procedure)?.answers;
  return (operation) => {
    const exact = known.get(operation.id) ?? [];
    const { kind } = operation.spec;
    if (kind === 'message.post') return [];
    const told = fromRunbook(state, operation, answers);
    if (kind === 'traffic.weights') return [...told, ...exact.filter((line) => / patch virtualservices? /.test(line))];
    // What is asked for when it comes to it was never planned with its answer.
    return exact.length > 0 && (operation.asks ?? []).length === 0 ? exact : told;
  };
}

/** What stands in front of a procedure's own operations: stable made anew where it was deleted. */
const broughtBack = (proven: Proven, step: string): readonly string[] =>
  (proven.commands ?? [])
    .filter((one) => one.step === step && one.operation.startsWith('restore/'))
    .flatMap(({ lines }) => lines);

/** The quick rollback's commands, step by step; `byHand` and `commands` as they were proven. */
export function handSteps(
  state: LaunchState,
  byHand: readonly string[],
  commands?: readonly CommandByHand[],
): readonly HandStep[] {
  const { launch } = state;
  if (launch === null) return [];
  const proven: Proven = { byHand, commands };
  const procedure = launch.plan.quickRollback;
  const typed = commandsOf(state, procedure, proven);
  return procedure.steps.map(({ id, title }) => {
    const own = procedure.operations.filter(({ procedureStep }) => procedureStep === id);
    return { title, commands: [...broughtBack(proven, id), ...inTurn(own).flatMap(typed)] };
  });
}
