import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { ChecklistId, ItemId, PersonId, RoleId } from '../ids.ts';
import { ProbeVerdict } from '../probe/verdict.ts';
import { Evidence } from './evidence.ts';

const State = z.enum(['open', 'done', 'not-applicable', 'blocked']);
/** What the item's probe had said when it was marked. */
const Probed = z.strictObject({ verdict: ProbeVerdict, text: z.string(), at: z.number().int() });

export const ItemMarked = z.strictObject({
  type: z.literal('item.marked'),
  item: ItemId,
  state: State,
  note: z.string(),
  by: PersonId,
  signed: Signed,
  evidence: z.array(Evidence).optional(),
  probe: Probed.optional(),
});
/** One signature over all of them. */
export const ItemsMarked = z.strictObject({
  type: z.literal('items.marked'),
  items: z.array(z.strictObject({ item: ItemId, probe: Probed.optional() })),
  state: State,
  note: z.string(),
  by: PersonId,
  signed: Signed,
});
export const ItemAnnotated = z.strictObject({
  type: z.literal('item.annotated'),
  item: ItemId,
  note: z.string(),
  evidence: z.array(Evidence),
  by: PersonId,
});
export const ListSignedOff = z.strictObject({
  type: z.literal('list.signed-off'),
  checklist: ChecklistId,
  role: RoleId,
  by: PersonId,
  /** Whose deputy signed. */
  inSteadOf: PersonId.optional(),
  exceptions: z.array(z.strictObject({ item: ItemId, reason: z.string() })),
  shown: z.string(),
  signed: Signed,
});
export const checklistEvents = [ItemMarked, ItemsMarked, ItemAnnotated, ListSignedOff] as const;
export type ChecklistEvent = z.infer<(typeof checklistEvents)[number]>;
