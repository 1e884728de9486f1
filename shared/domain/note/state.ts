import type { PersonId } from '../ids.ts';

export type NoteEntry = {
  readonly at: number;
  readonly by: PersonId | null;
  readonly kind: 'note' | 'action-item';
  readonly text: string;
};
export type NoteState = { readonly notes: readonly NoteEntry[] };
export const emptyNotes: NoteState = { notes: [] };
