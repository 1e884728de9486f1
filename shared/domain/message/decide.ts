import type { CommandOf } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

type MessageCommand = CommandOf<'message.queue' | 'message.deliver' | 'message.fail' | 'message.lose'>;

export function decideMessage(state: LaunchState, command: MessageCommand): Decision {
  const known = state.messages.messages.find((entry) => entry.id === command.message);
  if (command.type === 'message.queue') {
    if (known !== undefined) return decided([]);
    const { message, channel, template, text } = command;
    return decided([{ type: 'message.queued', message, channel, template, text }], [{ kind: 'send-message', message }]);
  }
  if (known === undefined) return refuse('no-such-message', 'There is no such message.');
  if (known.state === 'sent') return decided([]);
  const { message } = command;
  switch (command.type) {
    case 'message.deliver':
      return decided([{ type: 'message.delivered', message, reference: command.reference }]);
    case 'message.fail':
      // Said once for each new trouble, not for each try.
      if (!command.isFinal && known.trouble === command.trouble) return decided([]);
      return decided([{ type: 'message.failed', message, trouble: command.trouble, isFinal: command.isFinal }]);
    case 'message.lose':
      return decided([{ type: 'message.outcome-unknown', message, trouble: command.trouble }]);
  }
}
