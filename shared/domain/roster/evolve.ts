import type { RosterEvent } from './events.ts';
import type { RosterState } from './state.ts';

export function evolveRoster(state: RosterState, event: RosterEvent): RosterState {
  const person = state.people[event.person];
  if (person === undefined) return state;
  const enrolled = { ...person, publicKey: event.publicKey, words: event.words, witness: event.witness };
  return { ...state, people: { ...state.people, [event.person]: enrolled } };
}
