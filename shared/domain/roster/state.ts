import { z } from 'zod';
import { PersonId, RoleId } from '../ids.ts';

export const Person = z.strictObject({
  id: PersonId,
  name: z.string().min(1),
  roles: z.array(RoleId),
  isSenior: z.boolean(),
  contact: z.string(),
});
export type Person = z.infer<typeof Person>;

export type RosterEntry = Person & {
  /** Ed25519 public key, base64url; null until the person has enrolled. */
  readonly publicKey: string | null;
  readonly words: string | null;
  readonly witness: PersonId | null;
};

export type RosterState = { readonly keeper: PersonId | null; readonly people: Readonly<Record<string, RosterEntry>> };
export const emptyRoster: RosterState = { keeper: null, people: {} };
