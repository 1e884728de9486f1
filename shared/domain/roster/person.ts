import { z } from 'zod';
import { PersonId, RoleId } from '../ids.ts';

/** Somebody of a launch: who they are and in what roles they may act. */
export const Person = z.strictObject({
  id: PersonId,
  name: z.string().min(1),
  roles: z.array(RoleId),
  isSenior: z.boolean(),
  contact: z.string(),
  /** Who may act in this person's roles when they don't answer (authority.md "Deputies"). */
  deputy: PersonId.optional(),
});
export type Person = z.infer<typeof Person>;
