import { expect, test } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import { publishedCount } from '#shared/domain/publicity/published.ts';
import { commander, madeLaunch, plan } from '#test/support/launch-story.ts';

const queue = (channel: string) => ({
  ...{ type: 'message.queue' as const, message: MessageId.parse(`message-${channel}`), channel },
  ...{ template: 'status-issue', text: 'We are investigating.' },
});

test('what goes to a channel without a connector is out when somebody says, by name, that they posted it', () => {
  const story = madeLaunch();
  story.does(null, queue('status-page'));
  const message = MessageId.parse('message-status-page');
  story.refuses(null, { type: 'message.mark', message }, 'not-signed');
  expect(publishedCount(story.state)).toBe(0);
  story.does(commander, { type: 'message.mark', message });
  expect(story.state.messages.messages[0]).toMatchObject({ state: 'sent', reference: 'by hand, J. Ito' });
  expect(publishedCount(story.state)).toBe(1);
  story.refuses(commander, { type: 'message.mark', message }, 'already-so');
});

test('what a connector still sends is not marked by hand; what it could not send is', () => {
  const story = madeLaunch();
  const channel = plan.channels.find(({ service }) => service === 'slack')?.id ?? '';
  story.does(null, queue(channel));
  const message = MessageId.parse(`message-${channel}`);
  story.refuses(commander, { type: 'message.mark', message }, 'has-connector');
  story.does(null, { type: 'message.fail', message, trouble: 'not_in_channel', isFinal: true });
  story.does(commander, { type: 'message.mark', message });
  expect(story.state.messages.messages[0]?.state).toBe('sent');
});

test('a draft that was posted by hand is recorded with its text, and nothing is sent for it', () => {
  const story = madeLaunch();
  const record = { type: 'message.record', template: 'status-issue', text: 'We are investigating.' } as const;
  story.refuses(commander, { ...record, channel: 'announcements' }, 'has-connector');
  const told = story.ask(commander, { ...record, channel: 'status-page' });
  expect(told.ok && told.value.effects).toEqual([]);
  story.accept(told);
  expect(story.state.messages.messages).toMatchObject([
    { channel: 'status-page', text: 'We are investigating.', state: 'sent', sentAt: story.now },
  ]);
});
