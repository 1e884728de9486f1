import { never } from '../../lib/invariant.ts';
import { type RosterState, withoutKey } from '../roster/state.ts';
import type { AdoptionEvent } from './events.ts';
import type { Adoption, AdoptionState } from './state.ts';

export function evolveAdoption(state: AdoptionState, event: AdoptionEvent, at: number): AdoptionState {
  switch (event.type) {
    case 'adoption.requested': {
      const { adoption: id, plan, people, shown, by: askedBy, role: askedAs } = event;
      return { ...state, waiting: { id, plan, people, shown, askedBy, askedAs, askedAt: at, confirmations: [] } };
    }
    case 'adoption.confirmed': {
      if (state.waiting?.id !== event.adoption) return state;
      const { by: person, role, signed } = event;
      const confirmations = [...state.waiting.confirmations, { person, role, signed }];
      return { ...state, waiting: { ...state.waiting, confirmations } };
    }
    case 'adoption.denied':
    case 'adoption.adopted':
      return { ...state, waiting: null };
    default:
      return never(event, 'evolveAdoption');
  }
}

/** The roster after an adoption: who stays keeps their key, who is new has none. */
export function adoptedRoster(roster: RosterState, adoption: Adoption): RosterState {
  const people = adoption.people.map((person) => {
    const before = roster.people[person.id];
    if (before === undefined) return [person.id, withoutKey(person)] as const;
    const { publicKey, words, witness, witnessed, revokedAt, voidKeys } = before;
    return [person.id, { ...person, publicKey, words, witness, witnessed, revokedAt, voidKeys }] as const;
  });
  return { ...roster, people: Object.fromEntries(people) };
}
