import { asId } from '../as-id.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { MessageId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { isForHand } from './for-hand.ts';

type MessageReport = CommandOf<'message.queue' | 'message.deliver' | 'message.fail' | 'message.lose'>;

export function decideMessage(
  state: LaunchState,
  command: MessageReport | CommandOf<'message.mark' | 'message.record'>,
  stamp: Stamp,
): Decision {
  if (command.type === 'message.record') return record(state, command, stamp);
  return command.type === 'message.mark' ? mark(state, command, stamp) : report(state, command);
}

/** Only a person knows of what was sent by hand; their name is what proves it. */
function mark(state: LaunchState, { message }: CommandOf<'message.mark'>, { person }: Stamp): Decision {
  const known = state.messages.messages.find((entry) => entry.id === message);
  if (known === undefined) return refuse('no-such-message', 'There is no such message.');
  if (person === null) return refuse('not-signed', 'This is recorded with a name.', 'Sign in first.');
  if (known.state === 'sent') return refuse('already-so', 'It is out already.');
  const plan = state.launch?.plan ?? null;
  if (!isForHand(plan, known)) {
    const channel = plan?.channels.find(({ id }) => id === known.channel);
    return refuse('has-connector', `It goes to ${channel?.title ?? known.channel} by itself.`, 'Wait for it.');
  }
  const name = state.roster.people[person]?.name ?? person;
  return decided([{ type: 'message.delivered', message, reference: `by hand, ${name}` }]);
}

function record(state: LaunchState, command: CommandOf<'message.record'>, { person, commandId }: Stamp): Decision {
  if (person === null) return refuse('not-signed', 'This is recorded with a name.', 'Sign in first.');
  const channel = state.launch?.plan.channels.find(({ id }) => id === command.channel);
  if (channel?.service !== 'manual')
    return refuse('has-connector', `Nobody posts to ${channel?.title ?? command.channel} by hand.`);
  const message = asId<MessageId>(`by-hand/${commandId}`);
  const { template, text } = command;
  const name = state.roster.people[person]?.name ?? person;
  return decided([
    { type: 'message.queued', message, channel: channel.id, template, text },
    { type: 'message.delivered', message, reference: `by hand, ${name}` },
  ]);
}

function report(state: LaunchState, command: MessageReport): Decision {
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
