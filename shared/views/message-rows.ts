import type { MessageEntry } from '#shared/domain/message/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { age } from './format/duration.ts';
import type { Marked } from './tone.ts';

export type MessageRow = {
  readonly id: string;
  readonly at: number;
  readonly channel: string;
  readonly title: string;
  readonly mark: Marked;
  readonly trouble: string | null;
};

function markOf(message: MessageEntry, now: number): Marked {
  switch (message.state) {
    case 'sent':
      return { tone: 'good', word: 'sent' };
    case 'queued':
    case 'sending':
      return { tone: 'watch', word: `waiting ${age(now - message.queuedAt)}` };
    case 'failed':
      return { tone: 'act', word: 'not sent' };
    case 'unknown':
      return { tone: 'unknown', word: 'may have arrived' };
  }
}

/** Messages of the outbox, newest first, with where they stand. */
export const messageRows = (
  messages: readonly MessageEntry[],
  plan: LaunchPlan | null,
  now: number,
): readonly MessageRow[] =>
  messages
    .map((message) => ({
      id: message.id,
      at: message.sentAt ?? message.queuedAt,
      channel: plan?.channels.find((channel) => channel.id === message.channel)?.title ?? message.channel,
      title: plan?.templates.find((template) => template.id === message.template)?.title ?? message.template,
      mark: markOf(message, now),
      trouble: message.trouble,
    }))
    .toReversed();
