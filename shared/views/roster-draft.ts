import { asId } from '#shared/domain/as-id.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { type RosterNeeds, rosterTrouble } from '#shared/domain/roster/roster-trouble.ts';

/** People who were added while the roster is written have no id yet; they get one from their name. */
const NEW = 'new:';

/** The next person of a roster that is being written. */
export function addPerson(people: readonly Person[]): readonly Person[] {
  const taken = new Set<string>(people.map((person) => person.id));
  let number = people.length + 1;
  while (taken.has(`${NEW}${number}`)) number += 1;
  const person: Person = { id: asId<PersonId>(`${NEW}${number}`), name: '', contact: '', roles: [], isSenior: false };
  return [...people, person];
}

/** Takes a person off, and from whoever had them as a deputy. */
export const removePerson = (people: readonly Person[], id: string): readonly Person[] =>
  people.filter((person) => person.id !== id).map((person) => (person.deputy === id ? withDeputy(person, '') : person));

export const changePerson = (people: readonly Person[], changed: Person): readonly Person[] =>
  people.map((person) => (person.id === changed.id ? changed : person));

export const withRole = (person: Person, role: RoleId, holds: boolean): Person => ({
  ...person,
  roles: holds ? [...person.roles.filter((held) => held !== role), role] : person.roles.filter((held) => held !== role),
});

/** Empty: nobody. */
export function withDeputy({ deputy: _, ...person }: Person, deputy: string): Person {
  return deputy === '' ? person : { ...person, deputy: asId<PersonId>(deputy) };
}

/** What is wrong with a roster as it is written so far, in words; null when nothing. */
export function rosterDraftTrouble(needs: RosterNeeds, people: readonly Person[]): string | null {
  if (people.length === 0) return 'There is nobody on the roster yet.';
  const unnamed = people.findIndex((person) => person.name.trim() === '');
  return unnamed >= 0 ? `Person ${unnamed + 1} has no name yet.` : rosterTrouble(needs, people);
}

/** The roster as it is sent: names trimmed, and an id made from the name for everyone who is new: `J. Ito`, `j-ito`. */
export function settledRoster(people: readonly Person[]): {
  readonly people: Person[];
  /** The id that somebody has now. */
  readonly idOf: (id: string) => PersonId;
} {
  const ids = new Map<string, PersonId>();
  const taken = new Set<string>(people.map((person) => person.id));
  for (const { id, name } of people) {
    const settled = id.startsWith(NEW) ? freeId(name, taken) : id;
    taken.add(settled);
    ids.set(id, asId<PersonId>(settled));
  }
  const idOf = (id: string): PersonId => ids.get(id) ?? asId<PersonId>(id);
  const settle = (person: Person): Person => {
    const settled = { ...person, id: idOf(person.id), name: person.name.trim(), contact: person.contact.trim() };
    return person.deputy === undefined ? settled : { ...settled, deputy: idOf(person.deputy) };
  };
  return { people: people.map(settle), idOf };
}

function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const base = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'person';
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
