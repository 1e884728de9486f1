import type { Action } from '../action/state.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { Effect } from '../decision.ts';
import type { OperationEvent } from './events.ts';
import { isBusy, openQuestions, startReady } from './next.ts';

type Consequences = { readonly events: readonly DomainEvent[]; readonly effects: readonly Effect[] };
const none: Consequences = { events: [], effects: [] };

/** What the action does next, seen after the report. A failure stops dependents, never siblings (runbook §2.4). */
export function consequences(action: Action, event: OperationEvent): Consequences {
  const look: Effect = { kind: 'look-operation', action: action.id, operation: event.operation };
  if (event.type === 'operation.outcome-unknown') return { events: [], effects: [look] };
  if (action.state !== 'running') return none;
  if (action.operations.every((entry) => entry.state === 'succeeded')) {
    return {
      events: [{ type: 'action.completed', action: action.id }],
      effects: [{ kind: 'verify-action', action: action.id }],
    };
  }
  if (event.type === 'operation.succeeded' || (event.type === 'operation.resolved' && event.applied === 'yes'))
    return goOn(action);
  return isWaiting(action) ? none : settled(action);
}

/** What may start now; with nothing to start and nothing to wait for, how the action ends. */
export function goOn(action: Action): Consequences {
  const next = startReady(action);
  return next.events.length > 0 || isWaiting(action) ? next : settled(action);
}

/** Something runs, it is paused, or a question is open: it goes on when that ends, is resumed or answered. */
const isWaiting = (action: Action): boolean => isBusy(action) || action.isPaused || openQuestions(action).length > 0;

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
  if (action.operations.some((entry) => entry.needsKey)) {
    const reason = 'An operation whose outcome was unknown turned out not to have taken effect.';
    return { events: [{ type: 'action.interrupted', action: action.id, reason }], effects: [] };
  }
  return { events: [{ type: 'action.failed', action: action.id, reason: 'An operation was cancelled.' }], effects: [] };
}
