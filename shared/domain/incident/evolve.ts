import type { IncidentEvent } from './events.ts';
import type { IncidentEntry, IncidentState } from './state.ts';

export function evolveIncidents(state: IncidentState, event: IncidentEvent, at: number): IncidentState {
  switch (event.type) {
    case 'incident.declared': {
      const { incident: id, title, severity, by, action = null } = event;
      const entry = { id, title, severity, by, action, declaredAt: at, resolvedAt: null, resolution: '' };
      return { incidents: [...state.incidents, entry] };
    }
    case 'incident.graded':
      return change(state, event.incident, { severity: event.severity });
    case 'incident.resolved':
      return change(state, event.incident, { resolvedAt: at, resolution: event.text });
  }
}

const change = (state: IncidentState, id: string, to: Partial<IncidentEntry>): IncidentState => ({
  incidents: state.incidents.map((entry) => (entry.id === id ? { ...entry, ...to } : entry)),
});
