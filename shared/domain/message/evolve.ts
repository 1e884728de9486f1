import type { MessageEvent } from './events.ts';
import type { MessageEntry, MessageStateSlice } from './state.ts';

export function evolveMessages(state: MessageStateSlice, event: MessageEvent, at: number): MessageStateSlice {
  if (event.type === 'message.queued') {
    const { message: id, channel, template, text } = event;
    const entry: MessageEntry = {
      id,
      channel,
      template,
      text,
      queuedAt: at,
      state: 'queued',
      sentAt: null,
      reference: null,
      trouble: null,
    };
    return { messages: [...state.messages, entry] };
  }
  return {
    messages: state.messages.map((entry) => (entry.id === event.message ? { ...entry, ...outcome(event, at) } : entry)),
  };
}

function outcome(event: Exclude<MessageEvent, { type: 'message.queued' }>, at: number): Partial<MessageEntry> {
  switch (event.type) {
    case 'message.delivered':
      return { state: 'sent', sentAt: at, reference: event.reference, trouble: null };
    case 'message.failed':
      return { state: event.isFinal ? 'failed' : 'queued', trouble: event.trouble };
    case 'message.outcome-unknown':
      return { state: 'unknown', trouble: event.trouble };
  }
}
