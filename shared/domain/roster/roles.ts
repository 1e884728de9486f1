import type { PersonId, RoleId } from '../ids.ts';
import type { Authority, Requirement } from '../plan/authority.ts';
import { breakGlassAuthority, SENIOR_ENGINEER } from '../plan/break-glass-authority.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import type { RosterEntry, RosterState } from './state.ts';

/** Whether a person may act in a role; `senior-engineer` is a property of the person (reconciled 27). */
export const holds = (person: RosterEntry | undefined, role: Requirement): boolean =>
  person !== undefined && (role === SENIOR_ENGINEER ? person.isSenior : person.roles.includes(role));

export const personById = (roster: RosterState, id: PersonId | string | null): RosterEntry | undefined =>
  id === null ? undefined : roster.people[id];

export const roleTitle = (plan: LaunchPlan, role: RoleId | string): string =>
  role === SENIOR_ENGINEER ? 'senior engineer' : (plan.roles.find((entry) => entry.id === role)?.title ?? role);

/** An authority of the pack, or break-glass, which no pack can change. */
export const authorityById = (plan: LaunchPlan, id: string): Authority | undefined =>
  id === breakGlassAuthority.id ? breakGlassAuthority : plan.authorities.find((authority) => authority.id === id);

/** The first of an authority's asking roles that the person holds; null when they may not ask. */
export function askingRole(authority: Authority, person: RosterEntry | undefined): RoleId | null {
  if (authority.asks === 'anyone' || authority.asks === 'criterion') return null;
  return authority.asks.find((role) => holds(person, role)) ?? null;
}

/** Names for a sentence: `J. Ito, M. Okafor`. */
export const namesWithRole = (roster: RosterState, role: Requirement): string =>
  Object.values(roster.people)
    .filter((person) => holds(person, role))
    .map((person) => person.name)
    .join(', ');
