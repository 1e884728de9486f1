import { describe, expect, test } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { messageRows } from '#shared/views/message-rows.ts';
import { commander, madeLaunch } from '#test/support/launch-story.ts';

describe('a message', () => {
  const outcomes = {
    queued: [],
    failed: [{ type: 'message.fail', trouble: 'not_in_channel', isFinal: true }],
    'to be tried again': [{ type: 'message.fail', trouble: 'rate_limited', isFinal: false }],
    lost: [{ type: 'message.lose', trouble: 'socket hang up' }],
    sent: [{ type: 'message.deliver', reference: 'ts-1' }],
  } as const;
  test.each(Object.keys(outcomes) as (keyof typeof outcomes)[])(
    'that is %s is offered to be marked as sent by hand exactly where that is let',
    (outcome) => {
      for (const channel of ['status-page', 'announcements']) {
        const story = madeLaunch();
        const message = MessageId.parse('m-1');
        story.does(null, { type: 'message.queue', message, channel, template: 'status-issue', text: 'hm' });
        for (const report of outcomes[outcome]) story.does(null, { ...report, message });
        const { launch, messages } = story.state;
        const [row] = messageRows(messages.messages, launch?.plan ?? null, story.now);
        expect(row?.isForHand, channel).toBe(story.ask(commander, { type: 'message.mark', message }).ok);
      }
    },
  );
});
