import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { PersonId, RoleId } from '../ids.ts';

export const PersonEnrolled = z.strictObject({
  type: z.literal('person.enrolled'),
  person: PersonId,
  publicKey: z.string(),
  words: z.string(),
  witness: PersonId,
  signed: Signed,
});
/** The first of the two witnesses that it takes after GO. */
export const PersonWitnessed = z.strictObject({
  type: z.literal('person.witnessed'),
  person: PersonId,
  publicKey: z.string(),
  words: z.string(),
  witness: PersonId,
  signed: Signed,
});
export const PersonRevoked = z.strictObject({
  type: z.literal('person.revoked'),
  person: PersonId,
  by: PersonId,
  reason: z.string(),
  signed: Signed,
});
export const RoleHandedOver = z.strictObject({
  type: z.literal('role.handed-over'),
  role: RoleId,
  from: PersonId,
  to: PersonId,
  by: PersonId,
  reason: z.string(),
  signed: Signed,
});
export const rosterEvents = [PersonEnrolled, PersonWitnessed, PersonRevoked, RoleHandedOver] as const;
export type RosterEvent = z.infer<(typeof rosterEvents)[number]>;
