import { z } from 'zod';
import { ActionItemId, PersonId } from '../ids.ts';

const by = PersonId.nullable();
export const ActionItemAdded = z.strictObject({
  type: z.literal('action-item.added'),
  item: ActionItemId,
  title: z.string(),
  owner: PersonId.nullable(),
  dueAt: z.number().int().nullable(),
  isBlocking: z.boolean(),
  by,
});
export const ActionItemClosed = z.strictObject({
  type: z.literal('action-item.closed'),
  item: ActionItemId,
  text: z.string(),
  by,
});
export const actionItemEvents = [ActionItemAdded, ActionItemClosed] as const;
export type ActionItemEvent = z.infer<(typeof actionItemEvents)[number]>;
