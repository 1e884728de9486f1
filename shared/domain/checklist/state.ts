import type { PersonId } from '../ids.ts';

export type ItemState = 'open' | 'done' | 'not-applicable' | 'blocked';
export type ItemEntry = {
  readonly state: ItemState;
  readonly by: PersonId;
  readonly at: number;
  readonly note: string;
};
/** Items by id; an item that nobody has touched is open and isn't in the record. */
export type ChecklistState = { readonly items: Readonly<Record<string, ItemEntry>> };
export const emptyChecklist: ChecklistState = { items: {} };
