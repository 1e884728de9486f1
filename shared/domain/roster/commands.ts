import { z } from 'zod';
import { PersonId } from '../ids.ts';

/** A named entry of the roster gets its key, before a witness who is already enrolled (authority.md, "People"). */
export const PersonEnrol = z.strictObject({
  type: z.literal('person.enrol'),
  person: PersonId,
  publicKey: z.string().min(40),
  words: z.string(),
  /** The person who compared the six words; the roster keeper is their own witness. */
  witness: PersonId,
});
export const rosterCommands = [PersonEnrol] as const;
