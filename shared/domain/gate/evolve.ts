import { never } from '../../lib/invariant.ts';
import type { GateEvent } from './events.ts';
import { type GateEntry, type GateState, untouchedGate } from './state.ts';

export function evolveGate(state: GateState, event: GateEvent, at: number): GateState {
  const before = state.gates[event.gate] ?? untouchedGate;
  return { gates: { ...state.gates, [event.gate]: next(before, event, at) } };
}

function next(before: GateEntry, event: GateEvent, at: number): GateEntry {
  switch (event.type) {
    case 'gate.voted': {
      const { verdict, role, reason, by: person } = event;
      return { ...before, votes: { ...before.votes, [role]: { verdict, person, role, at, reason } } };
    }
    case 'gate.passed': {
      const { by, reason, overrode } = event;
      return { ...before, decision: { verdict: 'go', by, at, reason, overrode }, withdrawn: null };
    }
    case 'gate.refused':
      return {
        ...before,
        decision: { verdict: 'no-go', by: event.by, at, reason: event.reason, overrode: [] },
        withdrawn: null,
      };
    case 'gate.withdrawn':
      return { ...before, withdrawn: { at, by: event.by, reason: event.reason } };
    default:
      return never(event, 'evolveGate');
  }
}
