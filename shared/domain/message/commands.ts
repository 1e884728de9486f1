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
/** Somebody delivered it by hand: what goes to a channel without a connector, or what a connector could not send. */
export const MessageMark = z.strictObject({ type: z.literal('message.mark'), message: MessageId });
/** Somebody posted a text by hand that was not stored before, e.g. a draft that the console offered. */
export const MessageRecord = z.strictObject({
  type: z.literal('message.record'),
  channel: z.string().min(1).max(120),
  template: z.string().min(1).max(120),
  text: z.string().trim().min(1).max(25_000),
});
export const messageCommands = [MessageMark, MessageRecord] as const;
export const messageReports = [MessageQueue, MessageDeliver, MessageFail, MessageLose] as const;
