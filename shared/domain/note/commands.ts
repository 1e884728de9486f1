import { z } from 'zod';

export const NoteWrite = z.strictObject({
  type: z.literal('note.write'),
  kind: z.enum(['note', 'action-item']),
  text: z.string().trim().min(1).max(4000),
});
export const noteCommands = [NoteWrite] as const;
