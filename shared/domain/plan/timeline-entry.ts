import { z } from 'zod';
import { ChecklistId, GateId, ItemId, StepId } from '../ids.ts';
import { ClockTime, OffsetMs } from './when.ts';

/** An entry of the day (runbook §1.1). */
export const TimelineEntry = z.strictObject({
  id: z.string(),
  title: z.string(),
  at: OffsetMs,
  /** Set when the entry is a clock time on a day relative to launch day: a slip under a day doesn't move it. */
  clock: ClockTime.optional(),
  /** The part of the day it is listed under. */
  section: z.string().optional(),
  /** The step whose progress this entry is a milestone of, and whether of its start or of its read-back. */
  step: StepId.optional(),
  point: z.enum(['started', 'completed']).optional(),
  /** What shows that it has happened, where that isn't a person's word: a gate's decision, a list, an item. */
  gate: GateId.optional(),
  checklist: ChecklistId.optional(),
  item: ItemId.optional(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
