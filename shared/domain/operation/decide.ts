import { evolveActions } from '../action/evolve.ts';
import type { Action } from '../action/state.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, type Effect, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import type { OperationEvent } from './events.ts';
import { isBusy, readyOperations, startReady } from './next.ts';
import type { OperationEntry } from './state.ts';

export type OperationCommand = CommandOf<
  | 'operation.succeed'
  | 'operation.fail'
  | 'operation.refuse'
  | 'operation.lose'
  | 'operation.resolve'
  | 'operation.cancel'
>;

/** A report of one operation; what follows for its action is decided here, in the same transaction. */
export function decideOperation(state: LaunchState, command: OperationCommand, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  const entry = action?.operations.find((candidate) => candidate.planned.id === command.operation);
  if (action === undefined || entry === undefined)
    return refuse('no-such-operation', `There is no operation ${command.operation}.`);
  const event = reported(command, entry);
  if (event === null)
    return refuse('not-running', `${entry.planned.title} is ${entry.state}: the report comes too late.`);
  const after = evolveActions(state.actions, event, stamp.at).byId[action.id] ?? action;
  const { events, effects } = consequences(after, event);
  return decided([event, ...events], effects);
}

function reported(command: OperationCommand, entry: OperationEntry): OperationEvent | null {
  const { action, operation } = command;
  if (command.type === 'operation.resolve')
    return entry.state !== 'outcome-unknown'
      ? null
      : { type: 'operation.resolved', action, operation, applied: command.applied, seen: command.seen };
  if (entry.state !== 'running') return null;
  switch (command.type) {
    case 'operation.succeed':
      return { type: 'operation.succeeded', action, operation, seen: command.seen };
    case 'operation.fail': {
      const { message, hint, raw } = command;
      return { type: 'operation.failed', action, operation, message, hint, raw };
    }
    case 'operation.refuse':
      return {
        type: 'operation.cancelled',
        action,
        operation,
        message: `changed since the plan was shown: ${command.fields.join(', ')}`,
        wasChanged: true,
      };
    case 'operation.lose':
      return { type: 'operation.outcome-unknown', action, operation, message: command.message };
    case 'operation.cancel':
      return { type: 'operation.cancelled', action, operation, message: command.message };
  }
}

type Consequences = { readonly events: readonly DomainEvent[]; readonly effects: readonly Effect[] };
const none: Consequences = { events: [], effects: [] };

/** What the action does next, seen after the report. A failure stops dependents, never siblings (runbook §2.4). */
function consequences(action: Action, event: OperationEvent): Consequences {
  const look: Effect = { kind: 'look-operation', action: action.id, operation: event.operation };
  if (event.type === 'operation.outcome-unknown') return { events: [], effects: [look] };
  if (action.state !== 'running') return none;
  if (action.operations.every((entry) => entry.state === 'succeeded')) {
    return {
      events: [{ type: 'action.completed', action: action.id }],
      effects: [{ kind: 'verify-action', action: action.id }],
    };
  }
  if (event.type === 'operation.succeeded' || (event.type === 'operation.resolved' && event.applied === 'yes')) {
    const next = startReady(action);
    if (next.events.length > 0 || isBusy(action)) return next;
  }
  if (isBusy(action)) return none;
  return settled(action);
}

/** Nothing runs and not everything has succeeded. */
function settled(action: Action): Consequences {
  const isStep = action.subject.kind === 'step';
  const failed = action.operations.filter((entry) => entry.state === 'failed');
  if (failed.length > 0) {
    const reason = failed.map((entry) => `${entry.planned.title}: ${entry.trouble?.message ?? 'failed'}`).join('; ');
    return { events: [{ type: 'action.failed', action: action.id, reason }], effects: [] };
  }
  if (isStep && action.operations.some((entry) => entry.wasChanged)) {
    const reason = 'What it would overwrite was changed by someone else; the plan is made anew and asked for again.';
    return {
      events: [{ type: 'action.replanned', action: action.id, reason }],
      effects: [{ kind: 'plan-action', action: action.id }],
    };
  }
  if (readyOperations(action).length > 0) {
    const reason = 'An operation whose outcome was unknown turned out not to have taken effect.';
    return { events: [{ type: 'action.interrupted', action: action.id, reason }], effects: [] };
  }
  return { events: [{ type: 'action.failed', action: action.id, reason: 'An operation was cancelled.' }], effects: [] };
}
