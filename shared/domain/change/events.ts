import { z } from 'zod';
import { FieldChange } from '../operation/plan.ts';

export const ChangeSeen = z.strictObject({
  type: z.literal('change.seen'),
  object: z.string(),
  manager: z.string(),
  what: z.enum(['changed', 'deleted', 'created']),
  fields: z.array(FieldChange),
  /** During an open decision or a rollback: what was done by hand counts as done outside (authority.md). */
  isDoneOutside: z.boolean(),
});
export const changeEvents = [ChangeSeen] as const;
export type ChangeEvent = z.infer<(typeof changeEvents)[number]>;
