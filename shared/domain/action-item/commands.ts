import { z } from 'zod';
import { ActionItemId, PersonId } from '../ids.ts';

/** Something somebody has to do, with its owner; a blocking one keeps GO from being given (reconciled 29). */
export const ActionItemAdd = z.strictObject({
  type: z.literal('action-item.add'),
  title: z.string().trim().min(1).max(300),
  owner: PersonId.nullable(),
  dueAt: z.number().int().nullable(),
  isBlocking: z.boolean(),
});
export const ActionItemClose = z.strictObject({
  type: z.literal('action-item.close'),
  item: ActionItemId,
  text: z.string().trim().max(500),
});
export const actionItemCommands = [ActionItemAdd, ActionItemClose] as const;
