import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { PersonId } from '../ids.ts';

export const ClockHeld = z.strictObject({ type: z.literal('clock.held'), by: PersonId.nullable(), reason: z.string() });
/** `tZeroAt` is T-0 moved by the hold, when it was before T-0. */
export const ClockResumed = z.strictObject({
  type: z.literal('clock.resumed'),
  by: PersonId,
  reason: z.string(),
  heldMs: z.number().int(),
  tZeroAt: z.number().int(),
  /** T-0 is out of the launch window, and that was said. */
  isOverride: z.boolean().optional(),
  signed: Signed,
});
export const ClockSlipped = z.strictObject({
  type: z.literal('clock.slipped'),
  by: PersonId,
  tZeroAt: z.number().int(),
  reason: z.string(),
  isOverride: z.boolean().optional(),
  signed: Signed,
});
export const ClockScrubbed = z.strictObject({
  type: z.literal('clock.scrubbed'),
  by: PersonId,
  reason: z.string(),
  signed: Signed,
});
export const clockEvents = [ClockHeld, ClockResumed, ClockSlipped, ClockScrubbed] as const;
export type ClockEvent = z.infer<(typeof clockEvents)[number]>;
