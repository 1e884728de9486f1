import type { Action } from '../action/state.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { Effect } from '../decision.ts';
import type { OperationEntry } from './state.ts';

const succeeded = (action: Action, id: string): boolean =>
  action.operations.find((entry) => entry.planned.id === id)?.state === 'succeeded';

/** Operations that may start now: waiting, and everything they come after has succeeded. */
export const readyOperations = (action: Action): readonly OperationEntry[] =>
  action.operations.filter(
    (entry) => entry.state === 'waiting' && entry.planned.after.every((id) => succeeded(action, id)),
  );

/** The intents of the operations that may start now, each with the effect that carries it out. */
export function startReady(action: Action): {
  readonly events: readonly DomainEvent[];
  readonly effects: readonly Effect[];
} {
  const ready = readyOperations(action);
  return {
    events: ready.map((entry) => ({
      type: 'operation.started',
      action: action.id,
      operation: entry.planned.id,
      run: entry.runs + 1,
    })),
    effects: ready.map((entry) => ({ kind: 'run-operation', action: action.id, operation: entry.planned.id })),
  };
}

export const isBusy = (action: Action): boolean =>
  action.operations.some((entry) => entry.state === 'running' || entry.state === 'outcome-unknown');
