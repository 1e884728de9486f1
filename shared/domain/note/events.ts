import { z } from 'zod';
import { PersonId } from '../ids.ts';

export const NoteWritten = z.strictObject({
  type: z.literal('note.written'),
  kind: z.enum(['note', 'action-item']),
  text: z.string(),
  by: PersonId.nullable(),
});
export const noteEvents = [NoteWritten] as const;
