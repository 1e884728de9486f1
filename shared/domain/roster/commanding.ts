import type { RoleId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { holds } from './roles.ts';
import type { RosterEntry } from './state.ts';

/** Roles that may roll back alone when nothing has tripped: the Launch Commander's, under whatever name. */
export function commandingRoles(state: LaunchState): ReadonlySet<string> {
  const plan = state.launch?.plan;
  const asks = plan?.authorities.find((authority) => authority.id === plan.rollbackAuthority)?.asks;
  return new Set(Array.isArray(asks) ? asks : []);
}

/** The roster keeper and whoever commands: they witness commanders and senior engineers, revoke and hand over. */
export const isKeeperOrCommander = (state: LaunchState, person: RosterEntry | undefined): boolean =>
  person !== undefined && (person.id === state.roster.keeper || commands(state, person));

/** Whether a person commands: holds one of those roles, or is what is asked for in their place (`senior-engineer`). */
export const commands = (state: LaunchState, person: RosterEntry): boolean =>
  [...commandingRoles(state)].some((role) => holds(person, role as RoleId));
