import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

export function decideChecklist(state: LaunchState, command: CommandOf<'item.mark'>, stamp: Stamp): Decision {
  const items = (state.launch?.plan.checklists ?? []).flatMap((list) =>
    list.sections.flatMap((section) => section.items),
  );
  const item = items.find((entry) => entry.id === command.item);
  if (item === undefined) return refuse('no-such-item', `The runbook has no item "${command.item}".`);
  const before = state.checklist.items[command.item]?.state ?? 'open';
  if (before === command.state) return refuse('already-so', `"${item.title}" is ${before} already.`);
  if ((command.state === 'not-applicable' || command.state === 'blocked') && command.note === '')
    return refuse('reason-missing', `"${item.title}" needs a reason to be marked ${command.state}.`, 'Write why.');
  if (stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'A tick is signed.', 'Sign in first.');
  return decided([
    {
      type: 'item.marked',
      item: item.id,
      state: command.state,
      note: command.note,
      by: stamp.person,
      signed: stamp.signed,
    },
  ]);
}
