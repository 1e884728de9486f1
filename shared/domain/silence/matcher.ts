import { z } from 'zod';

/** A label that an alert must have, as it has it: a silence never fits more than the alert it was made from. */
export const SilenceMatcher = z.strictObject({ name: z.string().min(1).max(200), value: z.string().max(1000) });
export type SilenceMatcher = z.infer<typeof SilenceMatcher>;
