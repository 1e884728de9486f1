import { asId } from '../as-id.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { ActionItemId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';

/** Action items are kept by anyone who is signed in: the scribe above all (runbook §5.2). */
export function decideActionItem(
  state: LaunchState,
  command: CommandOf<'action-item.add' | 'action-item.close'>,
  stamp: Stamp,
): Decision {
  if (stamp.person === null) return refuse('not-signed', 'This is for someone who is signed in.', 'Sign in first.');
  if (command.type === 'action-item.close') {
    const entry = state.actionItems.items.find((one) => one.id === command.item);
    if (entry === undefined) return refuse('no-such-item', 'There is no such action item.');
    if (entry.closedAt !== null) return refuse('closed', `"${entry.title}" is done already.`);
    return decided([{ type: 'action-item.closed', item: entry.id, text: command.text, by: stamp.person }]);
  }
  const { title, owner, dueAt, isBlocking } = command;
  if (owner !== null && state.roster.people[owner] === undefined)
    return refuse('not-on-roster', 'Its owner is not on the roster.', 'Choose somebody of the roster.');
  const item = asId<ActionItemId>(`action-item.${state.actionItems.items.length + 1}.${stamp.commandId.slice(-6)}`);
  return decided([{ type: 'action-item.added', item, title, owner, dueAt, isBlocking, by: stamp.person }]);
}
