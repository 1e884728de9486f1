import { actionsInOrder } from '../action/evolve.ts';
import type { Action } from '../action/state.ts';
import type { DomainEvent } from '../catalogue.ts';
import { whyVoid } from '../confirmation/void.ts';
import type { PersonId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { RosterState } from './state.ts';

/**
 * What a change of the roster ends: requests that have not begun and that somebody confirmed with a key or in a role
 * they had until then, and a change of roster or pack that waits to be adopted (authority.md "A confirmation"). What has
 * begun goes on.
 */
export function endRequests(state: LaunchState, roster: RosterState, by: PersonId | null): readonly DomainEvent[] {
  const after = { ...state, roster };
  const why = (confirmation: Parameters<typeof whyVoid>[1]): string | null =>
    whyVoid(after, confirmation) ?? newKey(state, roster, confirmation.person);
  const events = actionsInOrder(state.actions)
    .filter(hasNotBegun)
    .flatMap((action): readonly DomainEvent[] => {
      const reason = action.confirmations.map(why).find((found) => found !== null);
      return reason == null ? [] : [{ type: 'action.stopped', action: action.id, by, reason }];
    });
  const { waiting } = state.adoption;
  if (waiting === null || by === null) return events;
  const asker = { person: waiting.askedBy, role: waiting.askedAs, inSteadOf: null };
  const given = waiting.confirmations.map(({ person, role }) => ({ person, role, inSteadOf: null }));
  const reason = [asker, ...given].map(why).find((found) => found !== null) ?? otherRoles(state.roster, roster);
  return reason === null ? events : [...events, { type: 'adoption.denied', adoption: waiting.id, by, reason }];
}

const hasNotBegun = (action: Action): boolean =>
  action.startedAt === null && ['waiting', 'grace', 'not-started'].includes(action.state);

function newKey(state: LaunchState, roster: RosterState, id: PersonId): string | null {
  const person = roster.people[id];
  return person === undefined || person.publicKey === state.roster.people[id]?.publicKey
    ? null
    : `${person.name} has a new key since`;
}

/** A roster that was asked for before a role passed on would take it back. */
function otherRoles(before: RosterState, after: RosterState): string | null {
  const roles = (roster: RosterState) => JSON.stringify(Object.values(roster.people).map((person) => person.roles));
  return roles(before) === roles(after) ? null : 'a role was handed over since it was asked for';
}
