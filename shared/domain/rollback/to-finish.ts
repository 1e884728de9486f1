import { actionsInOrder } from '../action/evolve.ts';
import type { Action } from '../action/state.ts';
import type { LaunchState } from '../launch/state.ts';
import { isRollback, rollbackInHand } from '../rollout/attempt.ts';

/** A later action has begun: what a failed rollback would go on with is not what is there now. */
export function wasPassed(state: LaunchState, action: Action): boolean {
  const all = actionsInOrder(state.actions);
  return all.slice(all.findIndex(({ id }) => id === action.id) + 1).some(({ startedAt }) => startedAt !== null);
}

/** The rollback in hand, or one that failed and that nothing has begun after: one key goes on with it. */
export const rollbackToFinish = (state: LaunchState): Action | null =>
  rollbackInHand(state) ??
  actionsInOrder(state.actions).findLast(
    (action) => isRollback(action) && action.state === 'failed' && !wasPassed(state, action),
  ) ??
  null;
