import { z } from 'zod';
import { ChecklistId, ItemId, RoleId } from '../ids.ts';
import { Evidence } from './evidence.ts';

const State = z.enum(['open', 'done', 'not-applicable', 'blocked']);
const note = z.string().trim().max(1000);
const evidence = z.array(Evidence).max(20);

/** Sets an item's state; undo is a new entry, never an erasure (product §3). */
export const ItemMark = z.strictObject({
  type: z.literal('item.mark'),
  item: ItemId,
  state: State,
  /** Asked for with `not-applicable` and `blocked`. */
  note,
  evidence: evidence.optional(),
});
/** Several items at once, under one signature. */
export const ItemsMark = z.strictObject({
  type: z.literal('items.mark'),
  items: z.array(ItemId).min(1).max(200),
  state: State,
  note,
});
/** Adds a note or evidence and leaves the item's state. */
export const ItemAnnotate = z.strictObject({ type: z.literal('item.annotate'), item: ItemId, note, evidence });
/**
 * Signs a list off in a role. Refused while items are open, unless each of them is named with a reason (product §3).
 * `shown` is the list's state as it was read, see `listText`.
 */
export const ListSignOff = z.strictObject({
  type: z.literal('list.sign-off'),
  checklist: ChecklistId,
  role: RoleId,
  exceptions: z.array(z.strictObject({ item: ItemId, reason: note.min(1) })).max(200),
  shown: z.string().max(20_000),
});
export const checklistCommands = [ItemMark, ItemsMark, ItemAnnotate, ListSignOff] as const;
