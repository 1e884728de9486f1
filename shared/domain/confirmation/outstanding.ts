import type { Action } from '../action/state.ts';
import type { RoleId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Authority } from '../plan/authority.ts';
import { authorityById } from '../roster/roles.ts';

/**
 * The roles that have to confirm an action. Where nobody else does, the one who asked confirms what the plan shows;
 * a rollback's asking is itself the confirmation (authority.md).
 */
export function requiredRoles(authority: Authority, askedAs: RoleId | null): readonly RoleId[] {
  if (authority.confirms.length > 0) return authority.confirms;
  return askedAs === null ? [] : [askedAs];
}

/** Roles whose confirmation is still missing, each as often as it is. */
export function outstanding(state: LaunchState, action: Action): readonly RoleId[] {
  const authority = state.launch === null ? undefined : authorityById(state.launch.plan, action.authority);
  if (authority === undefined) return [];
  const missing = [...requiredRoles(authority, action.askedAs)];
  for (const { person, role } of action.confirmations) {
    // Where others confirm, the one who asked takes none of their places.
    if (person === action.askedBy && !isAskersOwn(authority)) continue;
    const index = missing.indexOf(role);
    if (index >= 0) missing.splice(index, 1);
  }
  return missing;
}

/** Whether asking was confirming: then the one who asked may confirm, else only others. */
export const isAskersOwn = (authority: Authority): boolean => authority.confirms.length === 0;
