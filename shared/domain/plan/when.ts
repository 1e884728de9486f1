import { z } from 'zod';

/** A clock time on a day relative to launch day, in the launch's zone: `day -1, 14:00` (reconciled 6). */
export const ClockTime = z.strictObject({
  day: z.number().int(),
  /** Minutes after midnight. */
  minuteOfDay: z.number().int().min(0).max(1439),
});
export type ClockTime = z.infer<typeof ClockTime>;

/** Milliseconds before (negative) or after T-0. */
export const OffsetMs = z.number().int();
export const DurationMs = z.number().int().nonnegative();
