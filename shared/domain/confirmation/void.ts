import type { Confirmation } from '../action/state.ts';
import type { LaunchState } from '../launch/state.ts';
import { stillDeputy } from '../roster/deputies.ts';
import { holds } from '../roster/roles.ts';

/**
 * Why a confirmation counts no more: its key was revoked, or its role passed to somebody else (authority.md "A
 * confirmation"). Null while it stands.
 */
export function whyVoid(
  state: LaunchState,
  { person: id, role, inSteadOf }: Pick<Confirmation, 'person' | 'role' | 'inSteadOf'>,
): string | null {
  const person = state.roster.people[id];
  const name = person?.name ?? id;
  if (person === undefined || person.publicKey === null) return `the key of ${name} was revoked`;
  return holds(person, role) || stillDeputy(state, id, inSteadOf, role)
    ? null
    : `${name} no longer holds the role they confirmed in`;
}
