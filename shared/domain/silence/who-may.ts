import type { LaunchState } from '../launch/state.ts';
import { commands } from '../roster/commanding.ts';
import { askingRole, authorityById } from '../roster/roles.ts';
import type { RosterEntry } from '../roster/state.ts';

/** Id of the authority in a pack. */
const SILENCE = 'silence';

/** Whom the pack lets silence alerts; where it says nothing of it, whoever commands. */
export function maySilence(state: LaunchState, person: RosterEntry | undefined): boolean {
  const plan = state.launch?.plan;
  if (plan === undefined || person === undefined) return false;
  const authority = authorityById(plan, SILENCE);
  return authority === undefined ? commands(state, person) : askingRole(authority, person) !== null;
}
