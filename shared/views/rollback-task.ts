import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import type { DecisionEntry } from '#shared/domain/rollback/state.ts';
import { rollbackToFinish } from '#shared/domain/rollback/to-finish.ts';

export type RollbackTask =
  | { readonly kind: 'rolling-back'; readonly action: Action }
  | { readonly kind: 'decision'; readonly decision: DecisionEntry; readonly others: number };

/** A rollback that failed and that one key goes on with; null where there is none. */
export function failedRollback(state: LaunchState): Action | null {
  const action = rollbackToFinish(state);
  return action?.state === 'failed' ? action : null;
}

/**
 * What going back asks for first: a rollback in hand, then an open decision, then a rollback that failed. One that
 * failed hides nothing that still has to be decided.
 */
export function rollbackTask(state: LaunchState): RollbackTask | null {
  const action = rollbackToFinish(state);
  if (action !== null && action.state !== 'failed') return { kind: 'rolling-back', action };
  const [decision, ...others] = openDecisions(state);
  if (decision !== undefined) return { kind: 'decision', decision, others: others.length };
  return action === null ? null : { kind: 'rolling-back', action };
}
