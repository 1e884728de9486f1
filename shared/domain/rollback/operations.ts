import { actionsInOrder } from '../action/evolve.ts';
import { asId } from '../as-id.ts';
import type { OperationId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { leaveOut } from '../operation/leave-out.ts';
import type { OperationSpec } from '../operation/spec.ts';
import type { OperationEntry } from '../operation/state.ts';
import type { PlannedOperation, Procedure, Service } from '../plan/launch-plan.ts';
import { isOnItsWay } from '../rollout/attempt.ts';
import { isAbout } from '../rollout/services-out.ts';

/** What a rollback does now: of the services asked for, and stable first where it was deleted. */
export function rollbackOperations(
  state: LaunchState,
  procedure: Procedure,
  services: readonly string[] | undefined,
): PlannedOperation[] {
  const all = state.launch?.plan.services ?? [];
  if (services === undefined) return restoredFirst(state, procedure, procedure.operations, all);
  const meant = all.filter(({ id }) => services.includes(id));
  const only = leaveOut(procedure.operations, (operation) => isLeftOut(operation, meant)).map((operation) => ({
    ...operation,
    spec: narrowed(operation.spec, services),
  }));
  return restoredFirst(state, procedure, only, meant);
}

/** Messages and what is about no service stay; other services and every flag that isn't these services' own don't go. */
const isLeftOut = (operation: PlannedOperation, meant: readonly Service[]): boolean =>
  (operation.service !== undefined || operation.spec.kind === 'flag.set') && !isAbout(operation, meant);

/** What is read back is read back of these services alone. */
const narrowed = (spec: OperationSpec, services: readonly string[]): OperationSpec =>
  spec.kind === 'rollback.read-back'
    ? { ...spec, services: spec.services.filter(({ service }) => services.includes(service)) }
    : spec;

/** How long a stable may take to come back where the procedure has no such time of its own. */
const RESTORE_MS = 300_000;

/**
 * A service whose stable was deleted, or may be by now, gets it back before its traffic or its pods move
 * (reconciled 15).
 */
function restoredFirst(
  state: LaunchState,
  procedure: Procedure,
  operations: readonly PlannedOperation[],
  services: readonly Service[],
): PlannedOperation[] {
  // A database rollback stops stable itself and brings it back: only after one that was given up is it gone for the quick one.
  const takenAway = procedure.id === state.launch?.plan.quickRollback.id ? takesAwayOrStops : takesAway;
  const gone = services.filter(({ stableDeployment }) => isGone(state, stableDeployment, takenAway));
  const restores = gone.map((service): PlannedOperation => {
    const waiting = operations.find((operation) => waitsForStable(operation, service));
    return {
      id: restoreId(procedure, service),
      title: `${service.title}: stable brought back as it was noted`,
      service: service.id,
      after: [],
      spec: {
        kind: 'kubernetes.restore',
        deployment: service.stableDeployment,
        readyTimeoutMs: readyTimeoutMs(operations),
      },
      ...(waiting?.procedureStep === undefined ? {} : { procedureStep: waiting.procedureStep }),
    };
  });
  const later = operations.map((operation) => {
    const awaited = gone.filter((service) => waitsForStable(operation, service));
    if (awaited.length === 0) return operation;
    return { ...operation, after: [...operation.after, ...awaited.map((service) => restoreId(procedure, service))] };
  });
  return [...restores, ...later];
}

const restoreId = (procedure: Procedure, service: Service): OperationId =>
  asId<OperationId>(`${procedure.id}/restore/${service.id}`);

const waitsForStable = (
  { service, spec }: PlannedOperation,
  { id, host, stableDeployment: stable, canaryDeployment: canary }: Service,
): boolean =>
  (spec.kind === 'traffic.weights' && (service === id || spec.host === host)) ||
  (spec.kind === 'kubernetes.scale' && (service === id || spec.deployment === stable || spec.deployment === canary));

function readyTimeoutMs(operations: readonly PlannedOperation[]): number {
  const times = operations.flatMap(({ spec }) => (spec.kind === 'kubernetes.scale' ? [spec.readyTimeoutMs] : []));
  return times.length === 0 ? RESTORE_MS : Math.max(...times);
}

/** Whether a Deployment was taken away in this launch and not brought back since; what may still be counts too. */
function isGone(state: LaunchState, deployment: string, isTaken: (spec: OperationSpec) => boolean): boolean {
  let isDeleted = false;
  const changes = actionsInOrder(state.actions)
    .flatMap((action) => action.operations.map((entry) => ({ entry, isUnderWay: isUnderWay(action) })))
    .filter(
      ({
        entry: {
          planned: { spec },
        },
      }) => (isTaken(spec) || spec.kind === 'kubernetes.restore') && isOf(spec, deployment),
    )
    .toSorted((a, b) => (a.entry.startedAt ?? Number.MAX_VALUE) - (b.entry.startedAt ?? Number.MAX_VALUE));
  for (const { entry, isUnderWay: mayStill } of changes) {
    if (isTaken(entry.planned.spec)) isDeleted ||= mayStill || mayHaveActed(entry);
    else if (entry.state === 'succeeded') isDeleted = false;
  }
  return isDeleted;
}

const isOf = (spec: OperationSpec, deployment: string): boolean =>
  'deployment' in spec && spec.deployment === deployment;
const takesAway = (spec: OperationSpec): boolean => spec.kind === 'kubernetes.delete';
const takesAwayOrStops = (spec: OperationSpec): boolean =>
  takesAway(spec) || (spec.kind === 'kubernetes.scale' && 'count' in spec.replicas && spec.replicas.count === 0);

const isUnderWay = (action: Parameters<typeof isOnItsWay>[0]): boolean =>
  action.startedAt !== null && isOnItsWay(action);

/** Also one that was being carried out when its action was stopped. */
const mayHaveActed = ({ state, runs }: OperationEntry): boolean =>
  state === 'succeeded' || state === 'running' || state === 'outcome-unknown' || (state === 'waiting' && runs > 0);
