import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { ItemId, PersonId } from '../ids.ts';

export const ItemMarked = z.strictObject({
  type: z.literal('item.marked'),
  item: ItemId,
  state: z.enum(['open', 'done', 'not-applicable', 'blocked']),
  note: z.string(),
  by: PersonId,
  signed: Signed,
});
export const checklistEvents = [ItemMarked] as const;
export type ChecklistEvent = z.infer<(typeof checklistEvents)[number]>;
