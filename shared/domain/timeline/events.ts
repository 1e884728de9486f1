import { z } from 'zod';
import { PersonId } from '../ids.ts';

export const EntryMarked = z.strictObject({
  type: z.literal('entry.marked'),
  entry: z.string(),
  hasHappened: z.boolean(),
  note: z.string(),
  by: PersonId,
});
export const timelineEvents = [EntryMarked] as const;
export type TimelineEvent = z.infer<(typeof timelineEvents)[number]>;
