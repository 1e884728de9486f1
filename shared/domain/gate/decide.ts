import { never } from '../../lib/invariant.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Gate } from '../plan/launch-plan.ts';
import { stopPublicity } from '../publicity/stop.ts';
import { askingRole, authorityById, personById } from '../roster/roles.ts';
import { gateById, gateCriteria } from './criteria.ts';
import { decideAttend, decideCountersign, decideRecordVote, decideVote } from './vote.ts';

type GateCommand = CommandOf<
  'gate.attend' | 'gate.vote' | 'gate.record-vote' | 'gate.countersign' | 'gate.decide' | 'gate.withdraw'
>;

export function decideGate(state: LaunchState, command: GateCommand, stamp: Stamp): Decision {
  const gate = gateById(state, command.gate);
  if (gate === undefined || state.launch === null)
    return refuse('no-such-gate', `The runbook has no gate "${command.gate}".`);
  if (state.clock.scrub !== null) return refuse('scrubbed', 'This launch was scrubbed.');
  switch (command.type) {
    case 'gate.attend':
      return decideAttend(state, gate, command, stamp);
    case 'gate.vote':
      return decideVote(state, gate, command, stamp);
    case 'gate.record-vote':
      return decideRecordVote(state, gate, command, stamp);
    case 'gate.countersign':
      return decideCountersign(state, gate, command, stamp);
    case 'gate.decide':
      return decideVerdict(state, gate, command, stamp);
    case 'gate.withdraw':
      return withdraw(state, gate, command, stamp);
    default:
      return never(command, 'decideGate');
  }
}

/** GO is refused while a criterion isn't met, unless the commander overrides it with a reason (product §3). */
function decideVerdict(state: LaunchState, gate: Gate, command: CommandOf<'gate.decide'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, gate.authority);
  if (authority === undefined || askingRole(authority, personById(state.roster, stamp.person)) === null)
    return refuse(
      'not-entitled',
      `${gate.title} is decided by the Launch Commander.`,
      'Ask the Launch Commander to sign in.',
    );
  if (stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'This decision is signed.', 'Sign in first.');
  const { reason, recordedBy } = command;
  if (recordedBy !== undefined && state.roster.people[recordedBy] === undefined)
    return refuse('not-on-roster', `${recordedBy} is not on the roster.`, 'Choose who writes the decision down.');
  const common = { gate: gate.id, by: stamp.person, reason, signed: stamp.signed };
  const recorder = recordedBy === undefined ? {} : { recordedBy };
  if (command.verdict === 'no-go') {
    if (reason === '') return refuse('reason-missing', 'NO-GO needs a reason.', 'Write what stands in the way.');
    return decided([{ type: 'gate.refused', ...common, ...recorder }, ...stopPublicity(state, 'NO-GO', reason)]);
  }
  const failing = gateCriteria(state, gate.id, stamp.at).filter((criterion) => criterion.state !== 'met');
  if (failing.length > 0 && reason === '')
    return refuse(
      'criteria-not-met',
      `GO is refused: ${failing.map((criterion) => `${criterion.title} (${criterion.text})`).join('; ')}.`,
      'Meet the criteria, or give GO over them with a reason that everyone will see.',
    );
  if (failing.length > 0 && !mayOverride(state, stamp))
    return refuse(
      'not-entitled',
      'Going over a criterion is for whoever the pack names under "override".',
      'Ask them, or meet the criteria.',
    );
  const overrode = failing.map((criterion) => criterion.id);
  return decided([{ type: 'gate.passed', ...common, overrode, ...recorder }]);
}

/** Going over a criterion is an authority of its own where the pack names it (authority.md). */
function mayOverride(state: LaunchState, { person }: Stamp): boolean {
  const authority = state.launch === null ? undefined : authorityById(state.launch.plan, 'override');
  return authority === undefined || askingRole(authority, personById(state.roster, person)) !== null;
}

/** Withdrawing GO is a hold (reconciled 30). */
function withdraw(state: LaunchState, gate: Gate, command: CommandOf<'gate.withdraw'>, stamp: Stamp): Decision {
  const entry = state.gate.gates[gate.id];
  if (entry?.decision?.verdict !== 'go' || entry.withdrawn !== null)
    return refuse('not-go', `${gate.title} is not GO: there is nothing to withdraw.`);
  const { reason } = command;
  const why = `GO withdrawn${reason === '' ? '' : `: ${reason}`}`;
  const held: DomainEvent = { type: 'clock.held', by: stamp.person, reason: why };
  return decided([
    { type: 'gate.withdrawn', gate: gate.id, by: stamp.person, reason },
    ...(state.clock.hold === null ? [held] : []),
    ...stopPublicity(state, 'Hold', why),
  ]);
}
