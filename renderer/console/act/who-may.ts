import { isEntitled } from '#shared/domain/action/start.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { byName, type Candidate, candidateOf, peopleWith } from '#shared/views/who-confirms.ts';

/** Everyone on the roster, as candidates to sign. */
export const everyone = (state: LaunchState): readonly Candidate[] =>
  Object.values(state.roster.people).map(({ id, name, publicKey }) => ({ id, name, isEnrolled: publicKey !== null }));

/** People who may ask for what an authority covers. */
export function askersOf(state: LaunchState, authorityId: string): readonly Candidate[] {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, authorityId);
  if (authority === undefined || !Array.isArray(authority.asks)) return everyone(state);
  const people = authority.asks.flatMap((role) => peopleWith(state, role));
  return [...new Map(people.map((one) => [one.id, one])).values()].map(({ id, name, publicKey }) => ({
    id,
    name,
    isEnrolled: publicKey !== null,
  }));
}

/** Who asked for an action, may ask for or confirm it, or has confirmed it: they pause a rollback, go on, answer, and say what was done by hand. */
export function entitledPeople(state: LaunchState, action: Action): readonly Candidate[] {
  return Object.values(state.roster.people)
    .filter((person) => isEntitled(state, action, person))
    .toSorted(byName)
    .map(candidateOf);
}
