import type { CommandByHand } from '#shared/contract/observations.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import type { PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { rollbackOperations } from '#shared/domain/rollback/operations.ts';
import { operationByHand } from '#shared/views/operation-by-hand.ts';
import type { Tried } from './planned.ts';

/** Kinds whose commands are listed by place alone, in `byHand`. */
const byPlace: ReadonlySet<OperationKindName> = new Set([
  'traffic.weights',
  'kubernetes.scale',
  'flag.set',
  'message.post',
]);

/** The proven commands in the order of the operations, as the paper and older windows read them. */
export const provenByHand = (tried: readonly Tried[]): readonly string[] =>
  tried.flatMap(({ operation, result }) =>
    byPlace.has(operation.spec.kind) && result.ok ? [result.value.equivalent] : [],
  );

const linesOf = (text: string | null): readonly string[] => (text ?? '').split('\n').filter((line) => line !== '');

/** Everything to type for either rollback: as it was planned on this cluster just now, else as it follows from the runbook. */
export function commandsByHand(
  state: LaunchState,
  tried: readonly Tried[],
  gone: readonly string[],
): readonly CommandByHand[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  const kubectl = `kubectl${state.launch?.cluster == null ? '' : ` --context ${state.launch.cluster.context}`} --namespace ${plan.namespace}`;
  const proven = new Map(
    tried.flatMap(({ operation, result }) => (result.ok ? [[keyOf(operation), result.value.equivalent] as const] : [])),
  );
  const command = (procedure: string, operation: PlannedOperation): CommandByHand => {
    const { id, title, procedureStep = null, spec } = operation;
    const exact = linesOf(proven.get(keyOf(operation)) ?? null);
    const told = linesOf(operationByHand(spec, kubectl));
    const lines =
      spec.kind === 'traffic.weights' ? [...told, ...exact.filter(isPatch)] : exact.length > 0 ? exact : told;
    return {
      ...{ procedure, step: procedureStep, operation: id, title },
      // The text of a message is pasted, not typed.
      lines: spec.kind === 'message.post' ? [] : lines,
      isProven: exact.length > 0,
    };
  };
  const { quickRollback, databaseRollback } = plan;
  const quick = rollbackOperations(state, quickRollback, undefined);
  const database = databaseRollback === undefined ? [] : rollbackOperations(state, databaseRollback, undefined);
  return [
    ...restores(quickRollback.id, gone, kubectl, quick),
    ...inTurn(quick).map((operation) => command(quickRollback.id, operation)),
    ...inTurn(database).map((operation) => command(databaseRollback?.id ?? '', operation)),
  ];
}

/** Each after those that it waits for: canaries go dependents first. */
function inTurn(operations: readonly PlannedOperation[]): readonly PlannedOperation[] {
  const done: PlannedOperation[] = [];
  let left = operations;
  while (left.length > 0) {
    const free = left.filter(({ after }) => !left.some(({ id }) => after.includes(id)));
    // A circle is refused by the pack's lint; here it is cut.
    const next = free.length > 0 ? free : left;
    done.push(...next);
    left = left.filter((operation) => !next.includes(operation));
  }
  return done;
}

/** A proven patch holds while the weights stand as they do: what they have to be is said before it. */
const isPatch = (line: string): boolean => / patch virtualservices? /.test(line);

/** The same operation in either procedure: the database rollback begins with those of the quick one. */
const keyOf = ({ spec }: PlannedOperation): string => JSON.stringify(spec);

/** Stable was deleted, and not by this launch: it is made anew before anything else, by hand alone. */
function restores(
  procedure: string,
  gone: readonly string[],
  kubectl: string,
  quick: readonly PlannedOperation[],
): readonly CommandByHand[] {
  const first = quick.find(({ spec }) => spec.kind === 'traffic.weights' || spec.kind === 'kubernetes.scale');
  const isThere = (name: string) =>
    quick.some(({ spec }) => spec.kind === 'kubernetes.restore' && spec.deployment === name);
  return gone
    .filter((name) => !isThere(name))
    .map((name) => ({
      procedure,
      step: first?.procedureStep ?? null,
      operation: `restore/${name}`,
      title: `${name} as it was`,
      lines: [`${kubectl} apply --server-side -f ${name}.yaml`, `${kubectl} rollout status deployment/${name}`],
      isProven: false,
    }));
}
