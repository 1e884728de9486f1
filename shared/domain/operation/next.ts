import type { Action } from '../action/state.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { Effect } from '../decision.ts';
import type { OperationEntry } from './state.ts';

const succeeded = (action: Action, id: string): boolean =>
  action.operations.find((entry) => entry.planned.id === id)?.state === 'succeeded';

const isAnswered = (action: Action, entry: OperationEntry): boolean =>
  (entry.planned.asks ?? []).every((id) => action.answers[id] !== undefined);

/** Waiting, and everything they come after has succeeded; what they ask may still be open. */
const reached = (action: Action): readonly OperationEntry[] =>
  action.operations.filter(
    (entry) => entry.state === 'waiting' && entry.planned.after.every((id) => succeeded(action, id)),
  );

/**
 * Operations that may start now: reached, with every question of theirs answered, and the action is not paused. One
 * that was begun and is known not to have taken effect is not begun again without a person's key (authority.md).
 */
export const readyOperations = (action: Action): readonly OperationEntry[] =>
  action.isPaused ? [] : reached(action).filter((entry) => isAnswered(action, entry) && !entry.needsKey);

/** Questions (by id) that must be answered before the action can go on. */
export const openQuestions = (action: Action): readonly string[] => [
  ...new Set(
    reached(action).flatMap((entry) => (entry.planned.asks ?? []).filter((id) => action.answers[id] === undefined)),
  ),
];

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
    // What a person does has no runner: they say when it is done.
    effects: ready
      .filter((entry) => entry.planned.spec.kind !== 'manual.step')
      .map((entry) => ({ kind: 'run-operation', action: action.id, operation: entry.planned.id })),
  };
}

export const isBusy = (action: Action): boolean =>
  action.operations.some((entry) => entry.state === 'running' || entry.state === 'outcome-unknown');
