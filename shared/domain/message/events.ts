import { z } from 'zod';
import { MessageId } from '../ids.ts';

/** Stored before it is sent. */
export const MessageQueued = z.strictObject({
  type: z.literal('message.queued'),
  message: MessageId,
  channel: z.string(),
  template: z.string(),
  text: z.string(),
});
export const MessageDelivered = z.strictObject({
  type: z.literal('message.delivered'),
  message: MessageId,
  reference: z.string(),
});
export const MessageFailed = z.strictObject({
  type: z.literal('message.failed'),
  message: MessageId,
  trouble: z.string(),
  /** False: it is tried again. */
  isFinal: z.boolean(),
});
export const MessageOutcomeUnknown = z.strictObject({
  type: z.literal('message.outcome-unknown'),
  message: MessageId,
  trouble: z.string(),
});
export const messageEvents = [MessageQueued, MessageDelivered, MessageFailed, MessageOutcomeUnknown] as const;
export type MessageEvent = z.infer<(typeof messageEvents)[number]>;
