import type { Action } from '../action/state.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Authority } from '../plan/authority.ts';
import { isWholeRollback } from '../rollout/attempt.ts';
import { authorityById } from '../roster/roles.ts';
import { rollbackAuthority } from './authority.ts';

/**
 * The quick rollback of everything doesn't wait behind a request that nobody has confirmed to its end: when who may
 * decide has changed, or when less or more than it was asked for.
 */
export const mayBeOvertaken = (inHand: Action, authority: Authority): boolean =>
  inHand.startedAt === null &&
  inHand.state === 'waiting' &&
  (inHand.authority !== authority.id || !isWholeRollback(inHand));

/** Whether the quick rollback of everything may be asked for in place of a request that waits, as things stand now. */
export function mayAskInstead(state: LaunchState, inHand: Action): boolean {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, rollbackAuthority(state)?.authority ?? '');
  return authority !== undefined && mayBeOvertaken(inHand, authority);
}
