import type { ActionItemId, PersonId } from '../ids.ts';

export type ActionItemEntry = {
  readonly id: ActionItemId;
  readonly title: string;
  readonly owner: PersonId | null;
  readonly dueAt: number | null;
  readonly isBlocking: boolean;
  readonly addedAt: number;
  readonly by: PersonId | null;
  readonly closedAt: number | null;
};
export type ActionItemState = { readonly items: readonly ActionItemEntry[] };
export const emptyActionItems: ActionItemState = { items: [] };
