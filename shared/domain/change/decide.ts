import type { CommandOf } from '../commands.ts';
import { type Decision, decided } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { openDecisions } from '../rollback/authority.ts';
import { rollbackToFinish } from '../rollback/to-finish.ts';
import { isWatchingChanges } from './watching.ts';

/** Every change of a watched object that isn't ours, from the freeze on (reconciled 32). */
export function decideChange(state: LaunchState, command: CommandOf<'change.report'>): Decision {
  if (!isWatchingChanges(state)) return decided([]);
  const { object, manager, what, fields } = command;
  const isDoneOutside = openDecisions(state).length > 0 || rollbackToFinish(state) !== null;
  return decided([{ type: 'change.seen', object, manager, what, fields, isDoneOutside }]);
}
