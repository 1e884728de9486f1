import { evolveActions } from './action/evolve.ts';
import { evolveActionItems } from './action-item/evolve.ts';
import { evolveAdoption } from './adoption/evolve.ts';
import type { DomainEvent } from './catalogue.ts';
import { evolveChanges } from './change/evolve.ts';
import { evolveChecklist } from './checklist/evolve.ts';
import { evolveClock } from './clock/evolve.ts';
import { nonceOf } from './confirmation/nonce.ts';
import { evolveGate } from './gate/evolve.ts';
import { evolveIncidents } from './incident/evolve.ts';
import { adopted, created, identified } from './launch/evolve.ts';
import type { LaunchState } from './launch/state.ts';
import { evolveMessages } from './message/evolve.ts';
import { evolveProbes } from './probe/evolve.ts';
import { evolvePublicity } from './publicity/evolve.ts';
import { closeByRollback, evolveRollback } from './rollback/evolve.ts';
import { isRollback, isWholeRollback } from './rollout/attempt.ts';
import { evolveRoster } from './roster/evolve.ts';
import { evolveSignal } from './signal/evolve.ts';
import { evolveSilences } from './silence/evolve.ts';
import type { StoredEvent } from './stored-event.ts';
import { evolveSuccess } from './success/evolve.ts';
import { evolveTimeline } from './timeline/evolve.ts';

/** The root fold: the same in the engine and in every window. */
export function evolve(state: LaunchState, stored: StoredEvent): LaunchState {
  const { event, at } = stored;
  const next = fold(state, event, at);
  return 'signed' in event && event.signed !== undefined ? withNonce(next, event.signed.text) : next;
}

function withNonce(state: LaunchState, text: string): LaunchState {
  const nonce = nonceOf(text);
  return nonce === null ? state : { ...state, nonces: { ...state.nonces, [nonce]: true } };
}

function fold(state: LaunchState, event: DomainEvent, at: number): LaunchState {
  switch (event.type) {
    case 'launch.created':
      return created(state, event, at);
    case 'cluster.identified':
      return identified(state, event);
    case 'launch.launched':
      return state.launch === null ? state : { ...state, launch: { ...state.launch, launchedAt: at } };
    case 'person.enrolled':
    case 'person.witnessed':
    case 'person.revoked':
    case 'role.handed-over':
      return { ...state, roster: evolveRoster(state.roster, event, at) };
    case 'adoption.requested':
    case 'adoption.confirmed':
    case 'adoption.denied':
      return { ...state, adoption: evolveAdoption(state.adoption, event, at) };
    case 'adoption.adopted':
      return adopted(state, event, at);
    case 'entry.marked':
      return { ...state, timeline: evolveTimeline(state.timeline, event, at) };
    case 'probe.judged':
      return { ...state, probes: evolveProbes(state.probes, event) };
    case 'publicity.stopped':
    case 'publicity.marked':
    case 'publicity.released':
      return { ...state, publicity: evolvePublicity(state.publicity, event, at) };
    case 'clock.held':
    case 'clock.resumed':
    case 'clock.slipped':
    case 'clock.scrubbed':
      return { ...state, clock: evolveClock(state.clock, event, at) };
    case 'item.marked':
    case 'items.marked':
    case 'item.annotated':
    case 'list.signed-off':
      return { ...state, checklist: evolveChecklist(state.checklist, event, at) };
    case 'gate.attended':
    case 'gate.voted':
    case 'gate.vote-recorded':
    case 'gate.vote-countersigned':
    case 'gate.passed':
    case 'gate.refused':
    case 'gate.withdrawn':
      return { ...state, gate: evolveGate(state.gate, event, at) };
    case 'decision.opened':
    case 'decision.timed-out':
    case 'decision.kept-going':
    case 'dry-run.requested':
    case 'dry-run.reported':
      return { ...state, rollback: evolveRollback(state.rollback, event, at) };
    case 'canary.judged':
    case 'readiness.judged':
    case 'baseline.captured':
    case 'disagreement.raised':
    case 'disagreement.ended':
      return { ...state, signal: evolveSignal(state.signal, event, at) };
    case 'message.queued':
    case 'message.delivered':
    case 'message.failed':
    case 'message.outcome-unknown':
      return { ...state, messages: evolveMessages(state.messages, event, at) };
    case 'incident.declared':
    case 'incident.graded':
    case 'incident.resolved':
      return { ...state, incidents: evolveIncidents(state.incidents, event, at) };
    case 'action-item.added':
    case 'action-item.closed':
      return { ...state, actionItems: evolveActionItems(state.actionItems, event, at) };
    case 'change.seen':
      return { ...state, changes: evolveChanges(state.changes, event, at) };
    case 'success.marked':
      return { ...state, success: evolveSuccess(state.success, event, at) };
    case 'silence.asked':
    case 'silence.placed':
    case 'silence.failed':
    case 'silence.outcome-unknown':
    case 'silence.lift-asked':
    case 'silence.ended':
      return { ...state, silences: evolveSilences(state.silences, event, at) };
    case 'note.written': {
      const { kind, text, by } = event;
      return { ...state, notes: { notes: [...state.notes.notes, { at, by, kind, text }] } };
    }
    case 'action.started': {
      const actions = evolveActions(state.actions, event, at);
      const action = actions.byId[event.action];
      const isRolling = action !== undefined && isRollback(action);
      const isWhole = action !== undefined && isWholeRollback(action);
      const launch = isWhole && state.launch !== null ? { ...state.launch, launchedAt: null } : state.launch;
      return {
        ...state,
        actions,
        launch,
        rollback: isRolling ? closeByRollback(state.rollback, event, at) : state.rollback,
      };
    }
    default:
      return { ...state, actions: evolveActions(state.actions, event, at) };
  }
}
