import type { ActionEvent } from '../action/events.ts';
import type { RollbackEvent } from './events.ts';
import type { DecisionEntry, RollbackState } from './state.ts';

export function evolveRollback(state: RollbackState, event: RollbackEvent, at: number): RollbackState {
  switch (event.type) {
    case 'decision.opened': {
      const { decision: id, criterion, title, severity, authority, raisedBy, evidence, dueAt } = event;
      const entry: DecisionEntry = {
        ...{ id, criterion, title, severity, authority, raisedBy, evidence, dueAt, openedAt: at },
        ...{ hasTimedOut: false, state: 'open', closedBy: null, closedAt: null, action: null },
      };
      return { ...state, decisions: [...state.decisions, entry] };
    }
    case 'decision.timed-out':
      return change(state, event.decision, { hasTimedOut: true });
    case 'decision.kept-going':
      return change(state, event.decision, { state: 'kept-going', closedBy: event.by, closedAt: at });
    case 'dry-run.requested': {
      const { dryRun: id, procedure, by } = event;
      const entry = { id, procedure, by, askedAt: at, endedAt: null, isPassed: false, findings: null };
      return { ...state, dryRuns: [...state.dryRuns, entry] };
    }
    case 'dry-run.reported': {
      const { dryRun, isPassed, findings } = event;
      return {
        ...state,
        dryRuns: state.dryRuns.map((entry) =>
          entry.id === dryRun ? { ...entry, isPassed, findings, endedAt: at } : entry,
        ),
      };
    }
  }
}

const change = (state: RollbackState, id: string, to: Partial<DecisionEntry>): RollbackState => ({
  ...state,
  decisions: state.decisions.map((entry) => (entry.id === id ? { ...entry, ...to } : entry)),
});

/** A rollback that starts answers every open decision. */
export const closeByRollback = (
  state: RollbackState,
  event: Extract<ActionEvent, { type: 'action.started' }>,
  at: number,
): RollbackState => ({
  ...state,
  decisions: state.decisions.map((entry) =>
    entry.state === 'open' ? { ...entry, state: 'rolled-back', closedAt: at, action: event.action } : entry,
  ),
});
