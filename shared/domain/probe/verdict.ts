import { z } from 'zod';

/** `unknown`: nothing answered in time, or what answered doesn't say. Never good. */
export const ProbeVerdict = z.enum(['good', 'bad', 'unknown']);
export type ProbeVerdict = z.infer<typeof ProbeVerdict>;
