import { z } from 'zod';

/** A person says whether a success criterion of a checkpoint is met (runbook §6.2); signed like a tick. */
export const SuccessMark = z.strictObject({
  type: z.literal('success.mark'),
  /** The set, e.g. `t-plus-24h`, and the criterion in it. */
  set: z.string(),
  criterion: z.string(),
  state: z.enum(['met', 'not-met', 'open']),
  text: z.string().trim().max(500),
});
export const successCommands = [SuccessMark] as const;
