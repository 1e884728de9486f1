import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { PersonId } from '../ids.ts';

/** A hold, slip, scrub, NO-GO or rollback stops what goes out to the public, at once. */
export const PublicityStopped = z.strictObject({
  type: z.literal('publicity.stopped'),
  cause: z.string(),
  reason: z.string(),
});
export const PublicityMarked = z.strictObject({
  type: z.literal('publicity.marked'),
  post: z.string(),
  state: z.enum(['scheduled', 'stopped']),
  note: z.string(),
  by: PersonId,
});
export const PublicityReleased = z.strictObject({
  type: z.literal('publicity.released'),
  by: PersonId,
  reason: z.string(),
  signed: Signed,
});
export const publicityEvents = [PublicityStopped, PublicityMarked, PublicityReleased] as const;
export type PublicityEvent = z.infer<(typeof publicityEvents)[number]>;
