import type { PersonId } from '../ids.ts';

export type EntryMark = { readonly at: number; readonly by: PersonId; readonly note: string };
/** Entries of the day that a person said have happened; what a step, a gate or a list shows by itself isn't here. */
export type TimelineState = { readonly reached: Readonly<Record<string, EntryMark>> };
export const emptyTimeline: TimelineState = { reached: {} };
