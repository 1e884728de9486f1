import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { PersonId } from '../ids.ts';

export const SuccessMarked = z.strictObject({
  type: z.literal('success.marked'),
  set: z.string(),
  criterion: z.string(),
  state: z.enum(['met', 'not-met', 'open']),
  text: z.string(),
  by: PersonId,
  signed: Signed,
});
export const successEvents = [SuccessMarked] as const;
export type SuccessEvent = z.infer<(typeof successEvents)[number]>;
