import { z } from 'zod';
import { MessageId } from '../ids.ts';

export const MessageSend = z.strictObject({
  type: z.literal('message.deliver'),
  message: MessageId,
  reference: z.string(),
});
export const MessageFail = z.strictObject({
  type: z.literal('message.fail'),
  message: MessageId,
  trouble: z.string(),
  isFinal: z.boolean(),
});
/** The answer was lost: it may have arrived; held for a person. */
export const MessageLose = z.strictObject({ type: z.literal('message.lose'), message: MessageId, trouble: z.string() });
export const messageReports = [MessageSend, MessageFail, MessageLose] as const;
