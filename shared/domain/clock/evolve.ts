import type { ClockEvent } from './events.ts';
import { type ClockState, withTZero } from './state.ts';

export function evolveClock(state: ClockState, event: ClockEvent, at: number): ClockState {
  switch (event.type) {
    case 'clock.held':
      return { ...state, hold: { since: at, by: event.by, reason: event.reason, movesFrom: at } };
    case 'clock.resumed': {
      const lastHold = { ms: state.hold === null ? event.heldMs : at - state.hold.since, endedAt: at };
      return { ...withTZero(state, event.tZeroAt), hold: null, lastHold, holds: [...state.holds, lastHold] };
    }
    case 'clock.slipped':
      return {
        ...withTZero(state, event.tZeroAt),
        hold: state.hold === null ? null : { ...state.hold, movesFrom: at },
      };
    case 'clock.scrubbed':
      return { ...state, scrub: { at, by: event.by, reason: event.reason } };
  }
}
