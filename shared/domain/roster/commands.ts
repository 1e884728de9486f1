import { z } from 'zod';
import { PersonId, RoleId } from '../ids.ts';

/** A named entry of the roster gets its key, before a witness who is already enrolled (authority.md, "People"). */
export const PersonEnrol = z.strictObject({
  type: z.literal('person.enrol'),
  person: PersonId,
  publicKey: z.string().min(40),
  words: z.string(),
  /** The person who compared the six words; the roster keeper is their own witness. */
  witness: PersonId,
});
export const rosterReports = [PersonEnrol] as const;

const reason = z.string().trim().min(1).max(500);
/** A person's key counts no more: it was lost, or they left. */
export const PersonRevoke = z.strictObject({ type: z.literal('person.revoke'), person: PersonId, reason });
/** A role passes from who holds it to another person of the roster. */
export const RoleHandOver = z.strictObject({
  type: z.literal('role.hand-over'),
  role: RoleId,
  from: PersonId,
  to: PersonId,
  reason,
});
export const rosterCommands = [PersonRevoke, RoleHandOver] as const;
