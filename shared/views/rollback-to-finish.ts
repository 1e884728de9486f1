import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback, rollbackInHand } from '#shared/domain/rollout/attempt.ts';

/** The rollback in hand, or the last one that failed and that nothing has come after: one key goes on with it. */
export function rollbackToFinish(state: LaunchState): Action | null {
  const inHand = rollbackInHand(state);
  if (inHand !== null) return inHand;
  const last = actionsInOrder(state.actions).at(-1);
  return last !== undefined && isRollback(last) && last.state === 'failed' ? last : null;
}
