import type { CommandOf } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { itemById } from '../plan/item-by-id.ts';

/** A machine's word is recorded as it is; a person still ticks (product §3). */
export function decideProbe(state: LaunchState, command: CommandOf<'probe.judge'>): Decision {
  const item = state.launch === null ? undefined : itemById(state.launch.plan, command.item);
  if (item?.probe === undefined) return refuse('no-such-probe', `The runbook has no probe for "${command.item}".`);
  const { item: id, verdict, text, seenAt } = command;
  return decided([{ type: 'probe.judged', item: id, verdict, text, seenAt }]);
}
