import { never } from '../../lib/invariant.ts';
import type { RosterEvent } from './events.ts';
import type { RosterEntry, RosterState } from './state.ts';

export function evolveRoster(state: RosterState, event: RosterEvent, at: number): RosterState {
  switch (event.type) {
    case 'person.enrolled': {
      const { publicKey, words, witness } = event;
      return change(state, event.person, (entry) => ({
        ...{ publicKey, words, witness, witnessed: null, revokedAt: null },
        voidKeys: entry.publicKey === publicKey ? entry.voidKeys : voided(entry),
      }));
    }
    case 'person.witnessed': {
      const { publicKey, words, witness } = event;
      return change(state, event.person, () => ({ witnessed: { publicKey, words, witness } }));
    }
    case 'person.revoked':
      return change(state, event.person, (entry) => ({
        ...{ publicKey: null, words: null, witnessed: null, revokedAt: at },
        voidKeys: voided(entry),
      }));
    case 'role.handed-over': {
      const { role } = event;
      const given = change(state, event.from, ({ roles }) => ({ roles: roles.filter((held) => held !== role) }));
      return change(given, event.to, ({ roles }) => ({ roles: roles.includes(role) ? roles : [...roles, role] }));
    }
    default:
      return never(event, 'evolveRoster');
  }
}

const voided = ({ publicKey, voidKeys }: RosterEntry): readonly string[] =>
  publicKey === null ? voidKeys : [...voidKeys, publicKey];

function change(state: RosterState, id: string, to: (entry: RosterEntry) => Partial<RosterEntry>): RosterState {
  const entry = state.people[id];
  return entry === undefined ? state : { ...state, people: { ...state.people, [id]: { ...entry, ...to(entry) } } };
}
