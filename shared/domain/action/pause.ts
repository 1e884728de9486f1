import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { goOn } from '../operation/consequences.ts';
import { isRollback } from '../rollout/attempt.ts';
import { entitledTo } from './start.ts';
import type { Action } from './state.ts';

/** Anyone pauses at once, save a rollback; going on is for who asked or may confirm (authority.md, product §5). */
export function decidePause(
  state: LaunchState,
  command: CommandOf<'action.pause' | 'action.resume'>,
  stamp: Stamp,
): Decision {
  const action = state.actions.byId[command.action];
  const isPause = command.type === 'action.pause';
  if (action?.state !== 'running') return notRunning(action, isPause);
  if (action.isPaused === isPause)
    return refuse('already', `${action.title} is ${isPause ? 'paused already' : 'not paused'}.`);
  if (!isPause || isRollback(action)) {
    const denied = entitledTo(state, action, stamp);
    if (denied !== null) return denied;
  }
  if (isPause) return decided([{ type: 'action.paused', action: action.id, by: stamp.person }]);
  const next = goOn({ ...action, isPaused: false });
  return decided([{ type: 'action.resumed', action: action.id, by: stamp.person }, ...next.events], next.effects);
}

/** Why there is nothing to pause or resume, and what can be done instead. */
function notRunning(action: Action | undefined, isPause: boolean): Decision {
  if (action === undefined) return refuse('no-such-action', 'There is no such action.');
  const { title, state: stands } = action;
  if (!isPause) return refuse('not-running', `${title} does not run (${stands}): there is nothing to resume.`);
  if (stands === 'grace')
    return refuse('not-running', `${title} has not begun: its grace time runs.`, 'Stop it before it begins.');
  if (stands === 'planning' || stands === 'plan-failed' || stands === 'waiting')
    return refuse('not-running', `${title} has not begun: nobody has confirmed it yet.`, 'Leave it, or stop it.');
  if (stands === 'not-started')
    return refuse('not-running', `${title} waits for a key already: nothing of it begins by itself.`);
  return refuse('not-running', `${title} does not run any more (${stands}): there is nothing to pause.`);
}
