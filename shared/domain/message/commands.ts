import { z } from 'zod';
import { MessageId } from '../ids.ts';

/** Stores a message to be sent; `id` is given by who asks, so that asking twice stores one. */
export const MessageQueue = z.strictObject({
  type: z.literal('message.queue'),
  message: MessageId,
  channel: z.string(),
  template: z.string(),
  text: z.string().min(1),
});
export const MessageDeliver = z.strictObject({
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
export const messageReports = [MessageQueue, MessageDeliver, MessageFail, MessageLose] as const;
