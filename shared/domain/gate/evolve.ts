import { never } from '../../lib/invariant.ts';
import type { GateEvent } from './events.ts';
import { type GateEntry, type GateState, untouchedGate, type Vote } from './state.ts';

export function evolveGate(state: GateState, event: GateEvent, at: number): GateState {
  const before = state.gates[event.gate] ?? untouchedGate;
  return { gates: { ...state.gates, [event.gate]: next(before, event, at) } };
}

function next(before: GateEntry, event: GateEvent, at: number): GateEntry {
  switch (event.type) {
    case 'gate.attended': {
      const { role, isPresent, by } = event;
      return { ...before, attendance: { ...before.attendance, [role]: { isPresent, at, by } } };
    }
    case 'gate.voted': {
      const { by: person, inSteadOf = null } = event;
      return withVote(before, event, at, { person, inSteadOf, recordedBy: null });
    }
    case 'gate.vote-recorded': {
      const { voter: person, by: recordedBy, inSteadOf = null } = event;
      return withVote(before, event, at, { person, inSteadOf, recordedBy });
    }
    case 'gate.vote-countersigned': {
      const vote = before.votes[event.role];
      return vote === undefined
        ? before
        : { ...before, votes: { ...before.votes, [event.role]: { ...vote, countersignedAt: at } } };
    }
    case 'gate.passed': {
      const { by, reason, overrode, recordedBy = null } = event;
      return { ...before, decision: { verdict: 'go', by, at, reason, overrode, recordedBy }, withdrawn: null };
    }
    case 'gate.refused': {
      const { by, reason, recordedBy = null } = event;
      const decision = { verdict: 'no-go', by, at, reason, overrode: [], recordedBy } as const;
      return { ...before, decision, withdrawn: null, pollFrom: at };
    }
    case 'gate.withdrawn':
      return { ...before, withdrawn: { at, by: event.by, reason: event.reason }, pollFrom: at };
    default:
      return never(event, 'evolveGate');
  }
}

function withVote(
  before: GateEntry,
  { role, verdict, reason }: Pick<Vote, 'role' | 'verdict' | 'reason'>,
  at: number,
  whose: Pick<Vote, 'person' | 'inSteadOf' | 'recordedBy'>,
): GateEntry {
  const vote: Vote = { ...whose, role, verdict, reason, at, countersignedAt: null };
  return { ...before, votes: { ...before.votes, [role]: vote } };
}
