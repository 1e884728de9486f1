import type { ChecklistEvent } from './events.ts';
import type { ChecklistState } from './state.ts';

export function evolveChecklist(state: ChecklistState, event: ChecklistEvent, at: number): ChecklistState {
  const entry = { state: event.state, by: event.by, at, note: event.note };
  return { items: { ...state.items, [event.item]: entry } };
}
