import { evolveActions } from '../action/evolve.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { decideAttest } from './attest.ts';
import { consequences } from './consequences.ts';
import type { OperationEvent } from './events.ts';
import type { OperationEntry } from './state.ts';

export type OperationCommand = CommandOf<
  | 'operation.succeed'
  | 'operation.fail'
  | 'operation.refuse'
  | 'operation.lose'
  | 'operation.resolve'
  | 'operation.cancel'
  | 'operation.attest'
>;

/** A report of one operation; what follows for its action is decided here, in the same transaction. */
export function decideOperation(state: LaunchState, command: OperationCommand, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  const entry = action?.operations.find((candidate) => candidate.planned.id === command.operation);
  if (action === undefined || entry === undefined)
    return refuse('no-such-operation', `There is no operation ${command.operation}.`);
  if (command.type === 'operation.attest') return decideAttest(state, command, stamp);
  const event = reported(command, entry);
  if (event === null)
    return refuse('not-running', `${entry.planned.title} is ${entry.state}: the report comes too late.`);
  const after = evolveActions(state.actions, event, stamp.at).byId[action.id] ?? action;
  const { events, effects } = consequences(after, event);
  return decided([event, ...events], effects);
}

function reported(
  command: Exclude<OperationCommand, { type: 'operation.attest' }>,
  entry: OperationEntry,
): OperationEvent | null {
  const { action, operation } = command;
  if (command.type === 'operation.resolve')
    return entry.state !== 'outcome-unknown'
      ? null
      : { type: 'operation.resolved', action, operation, applied: command.applied, seen: command.seen };
  if (entry.state !== 'running') return null;
  switch (command.type) {
    case 'operation.succeed':
      return { ...passedOn(command), type: 'operation.succeeded', action, operation, seen: command.seen };
    case 'operation.fail': {
      const { message, hint, raw } = command;
      return { ...passedOn(command), type: 'operation.failed', action, operation, message, hint, raw };
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

/** What an operation noted, and what its program wrote. */
const passedOn = (command: CommandOf<'operation.succeed' | 'operation.fail'>) => ({
  ...('noted' in command && command.noted !== undefined ? { noted: command.noted } : {}),
  ...(command.output === undefined ? {} : { output: command.output }),
});
