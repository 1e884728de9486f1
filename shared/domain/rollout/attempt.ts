import { actionsInOrder } from '../action/evolve.ts';
import type { Action, ActionState } from '../action/state.ts';
import type { LaunchState } from '../launch/state.ts';

export const isRollback = (action: Action): boolean => action.subject.kind === 'rollback';

/** A rollback of everything; one of some services leaves the launch where it is. */
export const isWholeRollback = ({ subject }: Pick<Action, 'subject'>): boolean =>
  subject.kind === 'rollback' && subject.services === undefined;

const ended: ReadonlySet<ActionState> = new Set([
  'plan-failed',
  'verified',
  'not-effective',
  'failed',
  'stopped',
  'denied',
  'expired',
]);
/** Whether the action is still on its way; one that can't be planned, failed or ended isn't. */
export const isOnItsWay = (action: Action): boolean => !ended.has(action.state);

/**
 * When the last rollback of everything began to run or was gone on with; 0 if none did. What was reached before it
 * counts no more (reconciled 28).
 */
export const lastRollbackAt = (state: LaunchState): number =>
  Math.max(
    0,
    ...actionsInOrder(state.actions)
      .filter((action) => isWholeRollback(action) && action.startedAt !== null)
      // Who goes on with one sets its grace time to now.
      .map((action) => Math.max(action.startedAt ?? 0, action.graceUntil ?? 0)),
  );

/** Whether anything of this attempt has touched the cluster: a step has begun since the last rollback. */
export const hasBegun = (state: LaunchState): boolean =>
  actionsInOrder(state.actions).some(
    (action) => !isRollback(action) && (action.startedAt ?? 0) > lastRollbackAt(state),
  );

/** Whether this launch ever touched anything, in whatever attempt. */
export const everBegun = (state: LaunchState): boolean =>
  actionsInOrder(state.actions).some((action) => action.startedAt !== null);

export const rollbackInHand = (state: LaunchState): Action | null =>
  actionsInOrder(state.actions).findLast((action) => isRollback(action) && isOnItsWay(action)) ?? null;

/** Actions of a step in this attempt, oldest first. */
export function attemptsOf(state: LaunchState, stepId: string): readonly Action[] {
  const since = lastRollbackAt(state);
  return actionsInOrder(state.actions).filter(
    (action) => action.subject.kind === 'step' && action.subject.step === stepId && action.askedAt > since,
  );
}

/** The action of a step that counts: the last one that got anywhere. */
export const latestAction = (state: LaunchState, stepId: string): Action | null =>
  attemptsOf(state, stepId).at(-1) ?? null;
