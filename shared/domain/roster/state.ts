import type { PersonId } from '../ids.ts';
import type { Person } from './person.ts';

/** A key that one witness has signed for; after GO a second one has to (authority.md "People"). */
export type WitnessedKey = { readonly publicKey: string; readonly words: string; readonly witness: PersonId };

export type RosterEntry = Person & {
  /** Ed25519 public key, base64url; null until the person has enrolled, and after their key was revoked. */
  readonly publicKey: string | null;
  readonly words: string | null;
  readonly witness: PersonId | null;
  readonly witnessed: WitnessedKey | null;
  /** When the key was revoked; null when it wasn't, or a new one came. */
  readonly revokedAt: number | null;
  /** Public keys that were revoked or replaced: none of them ever counts again. */
  readonly voidKeys: readonly string[];
};

export type RosterState = { readonly keeper: PersonId | null; readonly people: Readonly<Record<string, RosterEntry>> };
export const emptyRoster: RosterState = { keeper: null, people: {} };

/** A person of the roster who has no key yet. */
export const withoutKey = (person: Person): RosterEntry => ({
  ...person,
  publicKey: null,
  words: null,
  witness: null,
  witnessed: null,
  revokedAt: null,
  voidKeys: [],
});

/** What a pack or another launch takes over of people: who they are, without their keys. */
export const withoutKeys = (people: readonly Person[]): Person[] =>
  people.map(({ id, name, roles, isSenior, contact, deputy }) => ({
    ...{ id, name, roles: [...roles], isSenior, contact },
    ...(deputy === undefined ? {} : { deputy }),
  }));
