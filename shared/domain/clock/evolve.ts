import type { ClockEvent } from './events.ts';
import type { ClockState } from './state.ts';

export function evolveClock(state: ClockState, event: ClockEvent, at: number): ClockState {
  switch (event.type) {
    case 'clock.held':
      return { ...state, hold: { since: at, by: event.by, reason: event.reason } };
    case 'clock.resumed':
      return { ...state, hold: null, lastHold: { ms: event.heldMs, endedAt: at }, tZeroAt: event.tZeroAt };
    case 'clock.slipped':
      return { ...state, tZeroAt: event.tZeroAt };
    case 'clock.scrubbed':
      return { ...state, scrub: { at, by: event.by, reason: event.reason } };
  }
}
