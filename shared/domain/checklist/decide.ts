import { never } from '../../lib/invariant.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import type { ChecklistItem } from '../plan/checklist.ts';
import { itemById } from '../plan/item-by-id.ts';
import { decideSignOff } from './sign-off.ts';
import { itemState } from './standing.ts';

type ChecklistCommand = CommandOf<'item.mark' | 'items.mark' | 'item.annotate' | 'list.sign-off'>;

export function decideChecklist(state: LaunchState, command: ChecklistCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'item.mark':
      return mark(state, command, stamp);
    case 'items.mark':
      return markMany(state, command, stamp);
    case 'item.annotate':
      return annotate(state, command, stamp);
    case 'list.sign-off':
      return decideSignOff(state, command, stamp);
    default:
      return never(command, 'decideChecklist');
  }
}

const noSuchItem = (id: string): Decision => refuse('no-such-item', `The runbook has no item "${id}".`);
const notSigned = refuse('not-signed', 'A tick is signed.', 'Sign in first.');

function whyNot(state: LaunchState, item: ChecklistItem, to: string, note: string): Decision | null {
  if (itemState(state, item.id) === to) return refuse('already-so', `"${item.title}" is ${to} already.`);
  if ((to === 'not-applicable' || to === 'blocked') && note === '')
    return refuse('reason-missing', `"${item.title}" needs a reason to be marked ${to}.`, 'Write why.');
  return null;
}

/** What the item's probe says goes into the log with the tick: the person still ticks (product §3). */
const probed = (state: LaunchState, item: string) => {
  const probe = state.probes.byItem[item];
  return probe === undefined ? {} : { probe };
};

function mark(state: LaunchState, command: CommandOf<'item.mark'>, stamp: Stamp): Decision {
  const item = state.launch === null ? undefined : itemById(state.launch.plan, command.item);
  if (item === undefined) return noSuchItem(command.item);
  const { state: to, note, evidence = [] } = command;
  const wrong = whyNot(state, item, to, note);
  if (wrong !== null) return wrong;
  if (stamp.person === null || stamp.signed === null) return notSigned;
  const shown = evidence.length === 0 ? {} : { evidence };
  const { person: by, signed } = stamp;
  return decided([
    { type: 'item.marked', item: item.id, state: to, note, by, signed, ...shown, ...probed(state, item.id) },
  ]);
}

function markMany(state: LaunchState, command: CommandOf<'items.mark'>, stamp: Stamp): Decision {
  const { plan } = state.launch ?? {};
  const { state: to, note } = command;
  const ids = [...new Set(command.items)];
  for (const id of ids) {
    const item = plan === undefined ? undefined : itemById(plan, id);
    const wrong = item === undefined ? noSuchItem(id) : whyNot(state, item, to, note);
    if (wrong !== null) return wrong;
  }
  if (stamp.person === null || stamp.signed === null) return notSigned;
  const items = ids.map((item) => ({ item, ...probed(state, item) }));
  return decided([{ type: 'items.marked', items, state: to, note, by: stamp.person, signed: stamp.signed }]);
}

function annotate(state: LaunchState, command: CommandOf<'item.annotate'>, stamp: Stamp): Decision {
  const item = state.launch === null ? undefined : itemById(state.launch.plan, command.item);
  if (item === undefined) return noSuchItem(command.item);
  const { note, evidence } = command;
  if (note === '' && evidence.length === 0)
    return refuse('nothing-to-add', 'There is no note and no evidence.', 'Write something, or add a file or a link.');
  if (stamp.person === null) return refuse('not-signed', 'A note has a name.', 'Sign in first.');
  return decided([{ type: 'item.annotated', item: item.id, note, evidence, by: stamp.person }]);
}
