import type { FieldChange } from '../operation/plan.ts';

export type ChangeEntry = {
  readonly at: number;
  readonly object: string;
  readonly manager: string;
  readonly what: 'changed' | 'deleted' | 'created';
  readonly fields: readonly FieldChange[];
  readonly isDoneOutside: boolean;
};
/** The last of them, oldest first; the log has all. */
export type ChangeState = { readonly seen: readonly ChangeEntry[] };
export const emptyChanges: ChangeState = { seen: [] };
