import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Clock } from '../../clock.ts';
import { median } from '../median.ts';
import type { Watching } from '../watching.ts';

/** A quick rollback of everything that was carried out, or null. Real time, whatever the speed of the rehearsal. */
export function rollbackMsOf(state: LaunchState, action: Action | undefined, clock: Clock): number | null {
  if (action?.subject.kind !== 'rollback' || action.subject.services !== undefined) return null;
  if (action.subject.procedure !== state.launch?.plan.quickRollback.id) return null;
  const { startedAt, completedAt } = action;
  return startedAt === null || completedAt === null ? null : Math.round(clock.toReal(completedAt - startedAt));
}

/**
 * How long a rollback takes: the last one of this launch, else the middle of those measured on this machine with this
 * pack. Where stable is gone, making it anew comes on top; null where nothing was measured.
 */
export function estimateMs(
  { plan, state, clock, measuredRollbacks }: Watching,
  gone: readonly string[],
): number | null {
  const now = state();
  const own = actionsInOrder(now.actions)
    .map((action) => rollbackMsOf(now, action, clock))
    .findLast((ms) => ms !== null);
  const base = own ?? median(measuredRollbacks());
  if (base === null || gone.length === 0) return base;
  return base + (restoredMs(now, clock) ?? longestReadyMs(plan));
}

/** The longest that making a Deployment anew took in this launch. */
function restoredMs(state: LaunchState, clock: Clock): number | null {
  const took = actionsInOrder(state.actions)
    .flatMap((action) => action.operations)
    .flatMap(({ planned, state: is, startedAt, endedAt }) =>
      planned.spec.kind === 'kubernetes.restore' && is === 'succeeded' && startedAt !== null && endedAt !== null
        ? [clock.toReal(endedAt - startedAt)]
        : [],
    );
  return took.length === 0 ? null : Math.max(...took);
}

/** As long as the runbook gives pods to be ready: all are made at once. */
const longestReadyMs = (plan: Watching['plan']): number =>
  Math.max(
    0,
    ...[...plan.steps.flatMap((step) => step.operations), ...plan.quickRollback.operations].map(({ spec }) =>
      'readyTimeoutMs' in spec ? spec.readyTimeoutMs : 0,
    ),
  );
