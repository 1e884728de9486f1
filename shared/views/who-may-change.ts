import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isKeeperOrCommander } from '#shared/domain/roster/commanding.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { byName, type Candidate, candidateOf } from './who-confirms.ts';

/** Who may revoke a person's key or hand over their roles: they themselves, the roster keeper, a commander. */
export const whoMayChange = (state: LaunchState, person: RosterEntry): readonly Candidate[] =>
  Object.values(state.roster.people)
    .filter((one) => one.id === person.id || isKeeperOrCommander(state, one))
    .toSorted(byName)
    .map(candidateOf);
