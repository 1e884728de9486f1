import type { Action } from '../action/state.ts';
import { asId } from '../as-id.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { IncidentId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';

/** A rollback that begins opens an incident: P1 on an immediate criterion, else P2 (reconciled 28). */
export function incidentOf(state: LaunchState, action: Action): readonly DomainEvent[] {
  const { incidents } = state.incidents;
  if (action.subject.kind !== 'rollback') return [];
  if (incidents.some((entry) => entry.action === action.id && entry.resolvedAt === null)) return [];
  const decision = state.rollback.decisions.find(({ id }) => id === action.decision);
  return [
    {
      type: 'incident.declared',
      incident: asId<IncidentId>(`incident.${incidents.length + 1}.${action.id.slice(-6)}`),
      severity: decision?.severity === 'immediate' ? 'P1' : 'P2',
      title: `${action.title}: ${action.subject.reason}`.slice(0, 200),
      by: action.askedBy ?? action.confirmations[0]?.person ?? null,
      action: action.id,
    },
  ];
}
