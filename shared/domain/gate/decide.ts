import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Gate } from '../plan/launch-plan.ts';
import { askingRole, authorityById, holds, personById, roleTitle } from '../roster/roles.ts';
import { gateById, gateCriteria } from './criteria.ts';

type GateCommand = CommandOf<'gate.vote' | 'gate.decide' | 'gate.withdraw'>;

export function decideGate(state: LaunchState, command: GateCommand, stamp: Stamp): Decision {
  const gate = gateById(state, command.gate);
  if (gate === undefined || state.launch === null)
    return refuse('no-such-gate', `The runbook has no gate "${command.gate}".`);
  if (state.clock.scrub !== null) return refuse('scrubbed', 'This launch was scrubbed.');
  switch (command.type) {
    case 'gate.vote':
      return vote(state, gate, command, stamp);
    case 'gate.decide':
      return decideVerdict(state, gate, command, stamp);
    case 'gate.withdraw':
      return withdraw(state, gate, command, stamp);
  }
}

function vote(state: LaunchState, gate: Gate, command: CommandOf<'gate.vote'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  if (plan === undefined || stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'A vote is signed.', 'Sign in first.');
  const title = roleTitle(plan, command.role);
  if (!gate.attendees.includes(command.role))
    return refuse('not-an-attendee', `${title} has no vote at ${gate.title}.`);
  const voter = personById(state.roster, stamp.person);
  if (!holds(voter, command.role))
    return refuse(
      'role-not-held',
      `${voter?.name ?? stamp.person} does not hold the role ${title}.`,
      `Ask the ${title} to vote.`,
    );
  if (command.verdict === 'no-go' && command.reason === '')
    return refuse('reason-missing', 'A NO-GO needs a reason.', 'Write what stands in the way.');
  const { role, verdict, reason } = command;
  return decided([
    { type: 'gate.voted', gate: gate.id, role, by: stamp.person, verdict, reason, signed: stamp.signed },
  ]);
}

/** GO is refused while a criterion fails, unless the commander overrides it with a reason (product §3). */
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
  const { reason } = command;
  const { person: by, signed } = stamp;
  if (command.verdict === 'no-go') {
    if (reason === '') return refuse('reason-missing', 'NO-GO needs a reason.', 'Write what stands in the way.');
    return decided([{ type: 'gate.refused', gate: gate.id, by, reason, signed }]);
  }
  const failing = gateCriteria(state, gate.id, stamp.at).filter((criterion) => criterion.state !== 'met');
  if (failing.length > 0 && reason === '')
    return refuse(
      'criteria-not-met',
      `GO is refused: ${failing.map((criterion) => `${criterion.title} (${criterion.text})`).join('; ')}.`,
      'Meet the criteria, or give GO over them with a reason that everyone will see.',
    );
  return decided([
    { type: 'gate.passed', gate: gate.id, by, reason, overrode: failing.map((criterion) => criterion.id), signed },
  ]);
}

/** Withdrawing GO is a hold (reconciled 30). */
function withdraw(state: LaunchState, gate: Gate, command: CommandOf<'gate.withdraw'>, stamp: Stamp): Decision {
  const entry = state.gate.gates[gate.id];
  if (entry?.decision?.verdict !== 'go' || entry.withdrawn !== null)
    return refuse('not-go', `${gate.title} is not GO: there is nothing to withdraw.`);
  const { reason } = command;
  const withdrawn: DomainEvent = { type: 'gate.withdrawn', gate: gate.id, by: stamp.person, reason };
  if (state.clock.hold !== null) return decided([withdrawn]);
  return decided([
    withdrawn,
    { type: 'clock.held', by: stamp.person, reason: `GO withdrawn${reason === '' ? '' : `: ${reason}`}` },
  ]);
}
