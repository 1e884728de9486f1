import { z } from 'zod';
import { FieldChange } from '../operation/plan.ts';

/** The watch saw that somebody else changed a watched object (reconciled 32). */
export const ChangeReport = z.strictObject({
  type: z.literal('change.report'),
  /** `Deployment api-gateway-stable`. */
  object: z.string(),
  /** Who the cluster says it was: the field manager. */
  manager: z.string(),
  fields: z.array(FieldChange),
  /** It was deleted, or made anew. */
  what: z.enum(['changed', 'deleted', 'created']),
});
export const changeReports = [ChangeReport] as const;
