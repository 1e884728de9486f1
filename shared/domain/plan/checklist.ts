import { z } from 'zod';
import { ChecklistId, ItemId, RoleId } from '../ids.ts';
import { ProbeSpec } from './probe.ts';
import { ClockTime, OffsetMs } from './when.ts';

/** One box to tick (runbook §1.2 to §1.5). */
export const ChecklistItem = z.strictObject({
  id: ItemId,
  title: z.string(),
  owner: RoleId.optional(),
  /** The list's when left out. */
  dueAt: OffsetMs.optional(),
  clock: ClockTime.optional(),
  probe: ProbeSpec.optional(),
  /** What helps to do it. */
  note: z.string().optional(),
  link: z.string().optional(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** A list with its sections, when all of it is due, and who signs it off. */
export const Checklist = z.strictObject({
  id: ChecklistId,
  title: z.string(),
  dueAt: OffsetMs,
  clock: ClockTime.optional(),
  sections: z.array(z.strictObject({ title: z.string(), items: z.array(ChecklistItem) })),
  signOffs: z.array(RoleId),
});
export type Checklist = z.infer<typeof Checklist>;
