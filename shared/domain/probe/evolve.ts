import type { ProbeEvent } from './events.ts';
import type { ProbeState } from './state.ts';

export function evolveProbes(state: ProbeState, event: ProbeEvent): ProbeState {
  const { item, verdict, text, seenAt: at } = event;
  return { byItem: { ...state.byItem, [item]: { verdict, text, at } } };
}
