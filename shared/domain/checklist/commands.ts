import { z } from 'zod';
import { ItemId } from '../ids.ts';

/** Sets an item's state; undo is a new entry, never an erasure (product §3). */
export const ItemMark = z.strictObject({
  type: z.literal('item.mark'),
  item: ItemId,
  state: z.enum(['open', 'done', 'not-applicable', 'blocked']),
  /** Asked for with `not-applicable` and `blocked`. */
  note: z.string().trim().max(1000),
});
export const checklistCommands = [ItemMark] as const;
