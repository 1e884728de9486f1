import { err, type Result } from '../lib/result.ts';
import type { Refusal } from '../lib/trouble.ts';
import { decideAction } from './action/decide.ts';
import { evolveActions } from './action/evolve.ts';
import { decideActionItem } from './action-item/decide.ts';
import { evolveActionItems } from './action-item/evolve.ts';
import { decideAdoption } from './adoption/decide.ts';
import { evolveAdoption } from './adoption/evolve.ts';
import type { DomainEvent } from './catalogue.ts';
import { decideChange } from './change/decide.ts';
import { evolveChanges } from './change/evolve.ts';
import { decideChecklist } from './checklist/decide.ts';
import { evolveChecklist } from './checklist/evolve.ts';
import { decideClock } from './clock/decide.ts';
import { evolveClock } from './clock/evolve.ts';
import type { Command, Stamp } from './commands.ts';
import { checkStatement } from './confirmation/check.ts';
import { parseStatement } from './confirmation/statement.ts';
import { type Decided, type Decision, decided, refuse } from './decision.ts';
import { decideGate } from './gate/decide.ts';
import { evolveGate } from './gate/evolve.ts';
import { decideIncident } from './incident/decide.ts';
import { evolveIncidents } from './incident/evolve.ts';
import { decideLaunch } from './launch/decide.ts';
import { adopted, created } from './launch/evolve.ts';
import type { LaunchState } from './launch/state.ts';
import { decideMessage } from './message/decide.ts';
import { evolveMessages } from './message/evolve.ts';
import { decideOperation } from './operation/decide.ts';
import { decideProbe } from './probe/decide.ts';
import { evolveProbes } from './probe/evolve.ts';
import { decidePublicity } from './publicity/decide.ts';
import { evolvePublicity } from './publicity/evolve.ts';
import { decideRollback } from './rollback/decide.ts';
import { closeByRollback, evolveRollback } from './rollback/evolve.ts';
import { isRollback, isWholeRollback } from './rollout/attempt.ts';
import { decideRoster } from './roster/decide.ts';
import { evolveRoster } from './roster/evolve.ts';
import { mayAct } from './roster/may-act.ts';
import { evolveSignal } from './signal/evolve.ts';
import type { StoredEvent } from './stored-event.ts';
import { decideSuccess } from './success/decide.ts';
import { evolveSuccess } from './success/evolve.ts';
import { decideTimeline } from './timeline/decide.ts';
import { evolveTimeline } from './timeline/evolve.ts';

/** The root decider: checks that who acts has a key and the signature's statement, then routes to the slice. It holds no rule of its own. */
export function decide(state: LaunchState, command: Command, stamp: Stamp): Result<Decided, Refusal> {
  if (state.launch === null && command.type !== 'launch.create')
    return refuse('no-launch', 'No launch is open.', 'Make or open a launch.');
  const acting = mayAct(state, command, stamp);
  if (!acting.ok) return err(acting.error);
  const statement = checkStatement(state, command, stamp);
  if (!statement.ok) return err(statement.error);
  return route(state, command, stamp);
}

function route(state: LaunchState, command: Command, stamp: Stamp): Decision {
  switch (command.type) {
    case 'launch.create':
    case 'cluster.identify':
    case 'launch.recover':
      return decideLaunch(state, command, stamp);
    case 'person.enrol':
    case 'person.revoke':
    case 'role.hand-over':
      return decideRoster(state, command, stamp);
    case 'adoption.ask':
    case 'adoption.confirm':
    case 'adoption.deny':
      return decideAdoption(state, command, stamp);
    case 'entry.mark':
      return decideTimeline(state, command, stamp);
    case 'probe.judge':
      return decideProbe(state, command);
    case 'publicity.mark':
    case 'publicity.release':
      return decidePublicity(state, command, stamp);
    case 'clock.hold':
    case 'clock.resume':
    case 'clock.slip':
    case 'clock.scrub':
      return decideClock(state, command, stamp);
    case 'item.mark':
    case 'items.mark':
    case 'item.annotate':
    case 'list.sign-off':
      return decideChecklist(state, command, stamp);
    case 'gate.attend':
    case 'gate.vote':
    case 'gate.record-vote':
    case 'gate.countersign':
    case 'gate.decide':
    case 'gate.withdraw':
      return decideGate(state, command, stamp);
    case 'criterion.raise':
    case 'criterion.trip':
    case 'rollback.ask':
    case 'decision.keep-going':
    case 'decision.time-out':
    case 'dry-run.ask':
    case 'dry-run.report':
      return decideRollback(state, command, stamp);
    case 'operation.succeed':
    case 'operation.fail':
    case 'operation.refuse':
    case 'operation.lose':
    case 'operation.resolve':
    case 'operation.cancel':
    case 'operation.attest':
      return decideOperation(state, command, stamp);
    case 'message.queue':
    case 'message.deliver':
    case 'message.fail':
    case 'message.lose':
      return decideMessage(state, command);
    case 'canary.judge':
      return decided([{ type: 'canary.judged', metrics: command.metrics }]);
    case 'readiness.judge':
      return decided([{ type: 'readiness.judged', verdict: command.verdict, checks: command.checks }]);
    case 'baseline.capture': {
      const { p95Ms, errorRatePercent, samples } = command;
      return decided([{ type: 'baseline.captured', p95Ms, errorRatePercent, samples }]);
    }
    case 'change.report':
      return decideChange(state, command);
    case 'incident.declare':
    case 'incident.grade':
    case 'incident.resolve':
      return decideIncident(state, command, stamp);
    case 'action-item.add':
    case 'action-item.close':
      return decideActionItem(state, command, stamp);
    case 'success.mark':
      return decideSuccess(state, command, stamp);
    case 'note.write':
      return decided([{ type: 'note.written', kind: command.kind, text: command.text, by: stamp.person }]);
    default:
      return decideAction(state, command, stamp);
  }
}

/** The root fold: the same in the engine and in every window. */
export function evolve(state: LaunchState, stored: StoredEvent): LaunchState {
  const { event, at } = stored;
  const next = fold(state, event, at);
  return 'signed' in event && event.signed !== undefined ? withNonce(next, event.signed.text) : next;
}

function withNonce(state: LaunchState, text: string): LaunchState {
  const statement = parseStatement(text);
  return statement.ok ? { ...state, nonces: { ...state.nonces, [statement.value.nonce]: true } } : state;
}

function fold(state: LaunchState, event: DomainEvent, at: number): LaunchState {
  switch (event.type) {
    case 'launch.created':
      return created(state, event, at);
    case 'cluster.identified': {
      const { uid, context, server, user } = event;
      return state.launch === null
        ? state
        : { ...state, launch: { ...state.launch, cluster: { uid, context, server, user } } };
    }
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
