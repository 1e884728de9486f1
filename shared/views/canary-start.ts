import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback, lastRollbackAt } from '#shared/domain/rollout/attempt.ts';

/** When the first step of this attempt began to run; null before. What the logs say since then is the canary's. */
export function canaryStartedAt(state: LaunchState): number | null {
  const since = lastRollbackAt(state);
  const first = actionsInOrder(state.actions).find((action) => !isRollback(action) && (action.startedAt ?? 0) > since);
  return first?.startedAt ?? null;
}
