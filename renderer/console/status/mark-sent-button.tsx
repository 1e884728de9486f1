import type { MessageId } from '#shared/domain/ids.ts';
import { useLaunch } from '../../stores/launch.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';

/** Says, by name, that a message was sent by hand: nothing else sends to its channel, or a connector could not. */
export function MarkSentButton({ id }: { readonly id: MessageId }) {
  const state = useLaunch((replica) => replica.state);
  const message = state.messages.messages.find((one) => one.id === id);
  if (message === undefined) return null;
  const { plan } = state.launch ?? {};
  const template = plan?.templates.find((one) => one.id === message.template);
  const channel = plan?.channels.find((one) => one.id === message.channel);
  return (
    <SignButton
      size="small"
      title={`${template?.title ?? message.template}: was it sent by hand?`}
      doing="Mark as sent by hand"
      candidates={everyone(state)}
      command={() => ({ type: 'message.mark', message: id })}
    >
      <p className="muted">To {channel?.title ?? message.channel}. Send it there first, then mark it.</p>
      {message.trouble === null ? null : <p className="act">{message.trouble}</p>}
      <div className="draft-texts">
        <CopyBlock label="Text" text={message.text} />
      </div>
    </SignButton>
  );
}
