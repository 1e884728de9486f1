import { due } from '#shared/domain/due.ts';
import type { Clock } from './clock.ts';
import { type Dispatcher, fromEngine } from './dispatcher/dispatcher.ts';

/** The longest sleep: the clock of the machine may be set while we sleep. */
const MAX_SLEEP_MS = 1000;
const RETRY_MS = 500;

/** Sends what happens by the clock alone when its time has come: ends of grace times, confirmations, decisions. */
export function watchDeadlines(dispatcher: Dispatcher, clock: Clock): { readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const plan = (atLeastMs = 0) => {
    clearTimeout(timer);
    if (isStopped) return;
    const next = due(dispatcher.state)[0];
    const waitMs = next === undefined ? MAX_SLEEP_MS : Math.min(MAX_SLEEP_MS, clock.realMsUntil(next.at) + 1);
    timer = setTimeout(fire, Math.max(atLeastMs, waitMs));
  };
  const fire = () => {
    let hasFailed = false;
    for (const { at, command } of due(dispatcher.state)) {
      if (at > clock.now()) break;
      const told = dispatcher.dispatch(command, fromEngine);
      if (told.ok) continue;
      hasFailed = true;
      // A confirmation whose signature no longer holds ends the action instead of asking again and again.
      if (told.error.kind === 'refusal' && told.error.code === 'signature-wrong' && command.type === 'action.start')
        dispatcher.dispatch({ type: 'action.stop', action: command.action, reason: told.error.message }, fromEngine);
    }
    plan(hasFailed ? RETRY_MS : 0);
  };
  const unlisten = dispatcher.listen(() => plan());
  plan();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      unlisten();
    },
  };
}
