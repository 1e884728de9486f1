import type { MessageId } from '../ids.ts';

export type MessageState = 'queued' | 'sent' | 'failed' | 'unknown';
export type MessageEntry = {
  readonly id: MessageId;
  readonly channel: string;
  readonly template: string;
  readonly text: string;
  readonly queuedAt: number;
  readonly state: MessageState;
  readonly sentAt: number | null;
  readonly reference: string | null;
  readonly trouble: string | null;
};
export type MessageStateSlice = { readonly messages: readonly MessageEntry[] };
export const emptyMessages: MessageStateSlice = { messages: [] };
