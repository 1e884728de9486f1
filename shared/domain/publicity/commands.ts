import { z } from 'zod';

/** An owner says that a post of theirs is stopped, or goes out again. */
export const PublicityMark = z.strictObject({
  type: z.literal('publicity.mark'),
  post: z.string().min(1).max(120),
  state: z.enum(['scheduled', 'stopped']),
  note: z.string().trim().max(500),
});
/** Publicity may go out again: messages that waited are sent (reconciled 31). */
export const PublicityRelease = z.strictObject({
  type: z.literal('publicity.release'),
  reason: z.string().trim().min(1).max(500),
});
export const publicityCommands = [PublicityMark, PublicityRelease] as const;
