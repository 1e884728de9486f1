import { z } from 'zod';

const reason = z.string().trim().max(500);
/** Anyone's, at once; the reason may follow (reconciled 7). */
export const ClockHold = z.strictObject({ type: z.literal('clock.hold'), reason });
export const ClockResume = z.strictObject({
  type: z.literal('clock.resume'),
  reason: reason.min(1),
  /** True: also where the hold has moved T-0 out of the launch window (reconciled 7). */
  isOverride: z.boolean().optional(),
});
/** Moves T-0 to another moment, epoch ms. */
export const ClockSlip = z.strictObject({
  type: z.literal('clock.slip'),
  tZeroAt: z.number().int(),
  reason: reason.min(1),
  /** True: also past the launch window (reconciled 7). */
  isOverride: z.boolean().optional(),
});
/** Ends the launch. */
export const ClockScrub = z.strictObject({ type: z.literal('clock.scrub'), reason: reason.min(1) });
export const clockCommands = [ClockHold, ClockResume, ClockSlip, ClockScrub] as const;
