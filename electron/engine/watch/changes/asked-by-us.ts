import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';

/** Operations of the launch that have begun, oldest first. */
const begunOf = (state: LaunchState): readonly OperationEntry[] =>
  actionsInOrder(state.actions)
    .flatMap((action) => action.operations)
    .filter((entry) => entry.startedAt !== null)
    .toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));

const isUnended = ({ state, endedAt }: OperationEntry): boolean =>
  endedAt === null || state === 'running' || state === 'outcome-unknown';

const reading: readonly string[] = ['kubernetes.wait', 'kubernetes.read', 'kubernetes.note'];
const writes = (kind: string): boolean =>
  (kind.startsWith('kubernetes.') && !reading.includes(kind)) || kind === 'traffic.weights';

/** Whether an operation that may write to the cluster ran at any time since then; what it wrote is this launch's. */
export const wroteSince = (state: LaunchState, since: number): boolean =>
  begunOf(state).some(
    (entry) => writes(entry.planned.spec.kind) && (isUnended(entry) || (entry.endedAt ?? 0) >= since),
  );

/** How many pods the launch last asked for of a Deployment; null when it never did. */
export function askedReplicas(state: LaunchState, deployment: string): number | null {
  for (const { planned, plan } of begunOf(state).toReversed()) {
    const { spec } = planned;
    if (spec.kind === 'kubernetes.scale' && spec.deployment === deployment)
      return 'count' in spec.replicas ? spec.replicas.count : (plan?.resolved?.replicas ?? null);
    if (spec.kind === 'kubernetes.restore' && spec.deployment === deployment)
      return state.actions.noted[deployment]?.replicas ?? null;
  }
  return null;
}

/** The least that a stable Deployment keeps since its autoscaler was pinned; null when it wasn't. */
export function pinnedReplicas(state: LaunchState, deployment: string): number | null {
  const last = begunOf(state).findLast(
    ({ planned: { spec } }) =>
      (spec.kind === 'kubernetes.pin-autoscaler' || spec.kind === 'kubernetes.unpin-autoscaler') &&
      spec.deployment === deployment,
  );
  return last?.planned.spec.kind === 'kubernetes.pin-autoscaler'
    ? (state.actions.noted[deployment]?.replicas ?? null)
    : null;
}

/** Whether the launch has deleted that Deployment, or is about to, and has not brought it back since. */
export function deletedByUs(state: LaunchState, deployment: string): boolean {
  const last = begunOf(state).findLast(
    ({ planned: { spec }, state: is }) =>
      (spec.kind === 'kubernetes.delete' && spec.deployment === deployment && is !== 'failed' && is !== 'cancelled') ||
      (spec.kind === 'kubernetes.restore' && spec.deployment === deployment && is === 'succeeded'),
  );
  return last?.planned.spec.kind === 'kubernetes.delete';
}
