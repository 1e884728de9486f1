import type { MessageRow } from '#shared/views/message-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';

/** Says, by name, that a message was sent by hand: nothing else sends to its channel, or a connector could not. */
export function MarkSentButton({ message }: { readonly message: MessageRow }) {
  const state = useLaunch((replica) => replica.state);
  const { id, title, channel, trouble, text } = message;
  return (
    <SignButton
      size="small"
      title={`${title}: was it sent by hand?`}
      doing="Mark as sent by hand"
      candidates={everyone(state)}
      command={() => ({ type: 'message.mark', message: id })}
    >
      <p className="muted">To {channel}. Send it there first, then mark it.</p>
      {trouble === null ? null : <p className="act">{trouble}</p>}
      <div className="draft-texts">
        <CopyBlock label="Text" text={text} />
      </div>
    </SignButton>
  );
}
