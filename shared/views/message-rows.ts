import type { ClockFacts } from '#shared/contract/facts.ts';
import type { PageObserved } from '#shared/contract/observed/outside.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import { isForHand } from '#shared/domain/message/for-hand.ts';
import type { MessageEntry } from '#shared/domain/message/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { statusChannel } from '#shared/domain/publicity/status-channel.ts';
import { age } from './format/duration.ts';
import { type Post, seenOnPage } from './status/published.ts';
import type { Marked } from './tone.ts';

export type MessageRow = {
  readonly id: MessageId;
  readonly at: number;
  readonly channel: string;
  readonly title: string;
  /** What it says. */
  readonly text: string;
  readonly mark: Marked;
  /** It is out: what the public page shows of it is another matter. */
  readonly isOut: boolean;
  readonly state: MessageEntry['state'];
  /** A person may say that they sent it. */
  readonly isForHand: boolean;
  readonly trouble: string | null;
};
/** Our own status page as it was read back, for what was posted there. */
export type ReadBack = { readonly page: PageObserved | null; readonly clock: ClockFacts };

function markOf(message: MessageEntry, isByHand: boolean, now: number): Marked {
  switch (message.state) {
    case 'sent':
      return { tone: 'good', word: 'sent' };
    case 'queued':
      return { tone: 'watch', word: `${isByHand ? 'by hand, waits' : 'waiting'} ${age(now - message.queuedAt)}` };
    case 'failed':
      return { tone: 'act', word: 'not sent' };
    case 'unknown':
      return { tone: 'unknown', word: 'may have arrived' };
  }
}

/** What tells a post from the one before it on the same channel. */
function postOf(messages: readonly MessageEntry[], plan: LaunchPlan | null, message: MessageEntry): Post {
  const at = (one: MessageEntry): number => one.sentAt ?? one.queuedAt;
  const statusOf = ({ template }: MessageEntry): string | null =>
    plan?.templates.find(({ id }) => id === template)?.status ?? null;
  const before = messages
    .filter((one) => one !== message && one.channel === message.channel && one.state === 'sent')
    .filter((one) => at(one) <= at(message))
    .toSorted((a, b) => at(a) - at(b))
    .at(-1);
  if (before === undefined) return { beforeAt: null, status: null };
  const status = statusOf(message);
  return { beforeAt: at(before), status: status === statusOf(before) ? null : status };
}

/** Messages of the outbox, newest first, with where they stand. What was posted to our status page is read back there. */
export function messageRows(
  messages: readonly MessageEntry[],
  plan: LaunchPlan | null,
  now: number,
  readBack: ReadBack | null = null,
): readonly MessageRow[] {
  const status = plan === null ? null : statusChannel(plan);
  return messages
    .map((message): MessageRow => {
      const channel = plan?.channels.find(({ id }) => id === message.channel);
      const isOut = message.state === 'sent';
      const isOnPage = isOut && readBack !== null && message.channel === status?.id;
      return {
        id: message.id,
        at: message.sentAt ?? message.queuedAt,
        channel: channel?.title ?? message.channel,
        title: plan?.templates.find((template) => template.id === message.template)?.title ?? message.template,
        text: message.text,
        isOut,
        state: message.state,
        isForHand: isForHand(plan, message),
        mark: isOnPage
          ? seenOnPage(
              readBack.page,
              message.sentAt ?? message.queuedAt,
              now,
              readBack.clock,
              postOf(messages, plan, message),
            )
          : markOf(message, channel?.service === 'manual', now),
        trouble: message.trouble,
      };
    })
    .toReversed();
}
