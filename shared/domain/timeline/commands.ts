import { z } from 'zod';

/** A person says that an entry of the day has happened, or that it hasn't after all; undo is a new entry. */
export const EntryMark = z.strictObject({
  type: z.literal('entry.mark'),
  entry: z.string().min(1).max(120),
  hasHappened: z.boolean(),
  note: z.string().trim().max(500),
});
export const timelineCommands = [EntryMark] as const;
