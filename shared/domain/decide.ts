import { err, type Result } from '../lib/result.ts';
import type { Refusal } from '../lib/trouble.ts';
import type { Command, Stamp } from './commands.ts';
import { checkStatement } from './confirmation/check.ts';
import { type Decided, refuse } from './decision.ts';
import type { LaunchState } from './launch/state.ts';
import { mayAct } from './roster/may-act.ts';
import { route } from './route.ts';

/** The root decider: checks that who acts has a key and the signature's statement, then routes to the slice. It holds no rule of its own. */
export function decide(state: LaunchState, command: Command, stamp: Stamp): Result<Decided, Refusal> {
  if (state.launch === null && command.type !== 'launch.create')
    return refuse('no-launch', 'No launch is open.', 'Make or open a launch.');
  const acting = mayAct(state, command, stamp);
  if (!acting.ok) return err(acting.error);
  const statement = checkStatement(state, command, stamp);
  if (!statement.ok) return err(statement.error);
  return route(state, command, stamp);
}
