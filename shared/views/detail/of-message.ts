import { statusChannel } from '#shared/domain/publicity/status-channel.ts';
import { messageRows } from '../message-rows.ts';
import { gone, type Looked, row, sourceIds, type TileOf, type Told } from './looked.ts';

/** A message of ours: what it says, and whether it is out. */
export function ofMessage(looked: Looked, { id }: TileOf<'message'>): Told {
  const { plan, state, latest, clock, now } = looked;
  const { messages } = state.messages;
  const message = messages.find((one) => one.id === id);
  const shown = messageRows(messages, plan, now, { page: latest.publicStatus, clock }).find((one) => one.id === id);
  if (message === undefined || shown === undefined) return gone(id, 'a message');
  const { text, queuedAt, sentAt, reference, trouble } = message;
  return {
    ...{ title: shown.title, about: `to ${shown.channel}`, state: shown.mark },
    sources: sourceIds(looked, message.channel === statusChannel(plan)?.id ? 'status-page' : 'messages'),
    rows: [
      {
        title: 'How it stands',
        rows: [
          row('stored', '', { at: queuedAt }),
          ...(sentAt === null ? [] : [row('sent', reference ?? '', { at: sentAt })]),
          ...(trouble === null ? [] : [row('trouble', trouble, { tone: 'act' })]),
        ],
      },
      { title: 'What it says', rows: [row('text', text)] },
    ],
  };
}
