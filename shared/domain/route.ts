import { decideAction } from './action/decide.ts';
import { decideActionItem } from './action-item/decide.ts';
import { decideAdoption } from './adoption/decide.ts';
import { decideChange } from './change/decide.ts';
import { decideChecklist } from './checklist/decide.ts';
import { decideClock } from './clock/decide.ts';
import type { Command, Stamp } from './commands.ts';
import { type Decision, decided } from './decision.ts';
import { decideGate } from './gate/decide.ts';
import { decideIncident } from './incident/decide.ts';
import { decideLaunch } from './launch/decide.ts';
import type { LaunchState } from './launch/state.ts';
import { decideMessage } from './message/decide.ts';
import { decideOperation } from './operation/decide.ts';
import { decideProbe } from './probe/decide.ts';
import { decidePublicity } from './publicity/decide.ts';
import { decideRollback } from './rollback/decide.ts';
import { decideRoster } from './roster/decide.ts';
import { decideSignal } from './signal/decide.ts';
import { decideSilence } from './silence/decide.ts';
import { decideSuccess } from './success/decide.ts';
import { decideTimeline } from './timeline/decide.ts';

/** Which slice decides about a command. */
export function route(state: LaunchState, command: Command, stamp: Stamp): Decision {
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
    case 'message.mark':
    case 'message.record':
      return decideMessage(state, command, stamp);
    case 'canary.judge':
    case 'readiness.judge':
    case 'baseline.capture':
    case 'disagreement.raise':
    case 'disagreement.end':
      return decideSignal(state, command);
    case 'silence.place':
    case 'silence.lift':
    case 'silence.confirm':
    case 'silence.fail':
    case 'silence.lose':
    case 'silence.end':
      return decideSilence(state, command, stamp);
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
