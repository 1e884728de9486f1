import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { PersonId } from '../ids.ts';

export const PersonEnrolled = z.strictObject({
  type: z.literal('person.enrolled'),
  person: PersonId,
  publicKey: z.string(),
  words: z.string(),
  witness: PersonId,
  signed: Signed,
});
export const rosterEvents = [PersonEnrolled] as const;
export type RosterEvent = z.infer<(typeof rosterEvents)[number]>;
