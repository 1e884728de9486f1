import { evolveActions } from '../action/evolve.ts';
import { entitledTo } from '../action/start.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { consequences } from './consequences.ts';
import type { OperationEvent } from './events.ts';
import type { OperationEntry } from './state.ts';

/** What nobody but a person can say: the kind has no look, so that an outcome which was lost stays unknown without them. */
export const isUnseen = ({ planned, state }: OperationEntry): boolean =>
  state === 'outcome-unknown' && (planned.spec.kind === 'command.run' || planned.spec.kind === 'http.request');

/**
 * A person did what an operation leaves to them, or could not; or says what came of one whose outcome can't be looked at.
 * Signed by who asked or may confirm the action.
 */
export function decideAttest(state: LaunchState, command: CommandOf<'operation.attest'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  const entry = action?.operations.find((candidate) => candidate.planned.id === command.operation);
  if (action === undefined || entry === undefined)
    return refuse('no-such-operation', `There is no operation ${command.operation}.`);
  const isLost = isUnseen(entry);
  if (entry.planned.spec.kind !== 'manual.step' && !isLost)
    return refuse('not-by-hand', `${entry.planned.title} is done by the console, not by hand.`);
  if (entry.state !== 'running' && !isLost) return refuse('not-running', `${entry.planned.title} is ${entry.state}.`);
  const denied = entitledTo(state, action, stamp);
  if (denied !== null) return denied;
  const { operation, outcome, text } = command;
  const { person: by, signed } = stamp;
  const about = { action: action.id, operation, by, ...(signed === null ? {} : { signed }) };
  const [expected, couldNot] = isLost
    ? ['looked at by hand: it took effect', 'looked at by hand: it did not take effect']
    : ['done by hand', 'could not be done by hand'];
  const seen = { what: entry.planned.title, expected, seen: text || expected, agrees: true };
  const event: OperationEvent =
    outcome === 'done'
      ? { type: 'operation.succeeded', ...about, seen: [seen] }
      : { type: 'operation.failed', ...about, message: text || couldNot, hint: '', raw: '' };
  const after = evolveActions(state.actions, event, stamp.at).byId[action.id] ?? action;
  const { events, effects } = consequences(after, event);
  return decided([event, ...events], effects);
}
