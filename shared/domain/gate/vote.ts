import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { PersonId, RoleId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Gate, LaunchPlan } from '../plan/launch-plan.ts';
import { type Acting, actsAs } from '../roster/deputies.ts';
import { askingRole, authorityById, holds, namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import type { RosterEntry } from '../roster/state.ts';
import { isSigned, voteOf } from './poll.ts';
import { untouchedGate, type Verdict } from './state.ts';

/** An attendee's own vote; their deputy's where they are recorded as absent (reconciled 29). */
export function decideVote(state: LaunchState, gate: Gate, command: CommandOf<'gate.vote'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  if (plan === undefined || stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'A vote is signed.', 'Sign in first.');
  const wrong = whyNoVote(state, plan, gate, command, stamp.person, stamp.at);
  if (!('inSteadOf' in wrong)) return wrong;
  const turned = turnsRound(state, gate, command, stamp);
  if (turned !== null) return turned;
  const { role, verdict, reason } = command;
  const stead = wrong.inSteadOf === null ? {} : { inSteadOf: wrong.inSteadOf };
  return decided([
    { type: 'gate.voted', gate: gate.id, role, by: stamp.person, verdict, reason, signed: stamp.signed, ...stead },
  ]);
}

function whyNoVote(
  state: LaunchState,
  plan: LaunchPlan,
  gate: Gate,
  { role, verdict, reason }: { readonly role: RoleId; readonly verdict: 'go' | 'no-go'; readonly reason: string },
  voter: PersonId,
  at: number,
): Acting | Decision {
  const title = roleTitle(plan, role);
  if (!gate.attendees.includes(role)) return refuse('not-an-attendee', `${title} has no vote at ${gate.title}.`);
  const person = personById(state.roster, voter);
  const acting = actsAs(state, person, role, at, gate.id);
  if (acting === null)
    return refuse(
      'role-not-held',
      `${person?.name ?? voter} does not hold the role ${title}.`,
      `Ask the ${title} to vote; a deputy votes when the holder is recorded as absent.`,
    );
  if (verdict === 'no-go' && reason === '')
    return refuse('reason-missing', 'A NO-GO needs a reason.', 'Write what stands in the way.');
  return acting;
}

/**
 * Only who signed a NO-GO, at once or by countersigning, takes it back: nobody turns it into GO by voice or as a deputy,
 * nor puts a NO-GO of their own over it, which they could take back then. Only who was voted for by a deputy may.
 */
function turnsRound(
  state: LaunchState,
  gate: Gate,
  { role, verdict }: { readonly role: RoleId; readonly verdict: Verdict },
  { person, at }: Stamp,
): Decision | null {
  const { state: before, vote } = voteOf(state, gate, role, at);
  if (before !== 'no-go' || !isSigned(vote) || vote.person === person) return null;
  if (verdict === 'no-go' && vote.inSteadOf === person) return null;
  const name = state.roster.people[vote.person]?.name ?? vote.person;
  return refuse('signed-no-go', `${name} has signed a NO-GO: only ${name} changes it.`, `Ask ${name} to vote again.`);
}

/** A vote given by voice is taken down by the scribe, and by nobody for themselves. */
export function decideRecordVote(
  state: LaunchState,
  gate: Gate,
  command: CommandOf<'gate.record-vote'>,
  stamp: Stamp,
): Decision {
  const plan = state.launch?.plan;
  const { person: by, signed } = stamp;
  if (plan === undefined || by === null || signed === null)
    return refuse('not-signed', 'A vote that is taken down is signed by who does it.', 'Sign in first.');
  const { role, voter, verdict, reason } = command;
  if (voter === by) return refuse('own-vote', 'Nobody takes down their own vote.', 'Vote yourself: it is signed then.');
  const denied = notTakingDown(state, personById(state.roster, by));
  if (denied !== null) return denied;
  const wrong = whyNoVote(state, plan, gate, command, voter, stamp.at);
  if (!('inSteadOf' in wrong)) return wrong;
  const turned = turnsRound(state, gate, command, stamp);
  if (turned !== null) return turned;
  const stead = wrong.inSteadOf === null ? {} : { inSteadOf: wrong.inSteadOf };
  return decided([{ type: 'gate.vote-recorded', gate: gate.id, role, voter, by, verdict, reason, signed, ...stead }]);
}

const wordOf = (verdict: Verdict): string => (verdict === 'go' ? 'GO' : 'NO-GO');

/** The voter signs what was taken down in their name, and as they saw it: it may have been taken down anew since. */
export function decideCountersign(
  state: LaunchState,
  gate: Gate,
  command: CommandOf<'gate.countersign'>,
  stamp: Stamp,
): Decision {
  const vote = (state.gate.gates[gate.id] ?? untouchedGate).votes[command.role];
  if (vote === undefined || vote.recordedBy === null || vote.countersignedAt !== null)
    return refuse('nothing-to-countersign', 'There is no vote by voice that waits for a signature in this role.');
  const voter = state.roster.people[vote.person]?.name ?? vote.person;
  if (stamp.person !== vote.person)
    return refuse('not-your-vote', `This is the vote of ${voter}.`, `Ask ${voter} to countersign.`);
  if (stamp.signed === null) return refuse('not-signed', 'A countersignature is signed.', 'Sign in first.');
  if (command.verdict !== vote.verdict) {
    const [now, shown] = [wordOf(vote.verdict), wordOf(command.verdict)];
    const changed = `Your vote was taken down anew: it says ${now} now, not ${shown}.`;
    return refuse('vote-changed', changed, `Countersign ${now} if that is what you said, or vote yourself.`);
  }
  return decided([
    { type: 'gate.vote-countersigned', gate: gate.id, role: command.role, by: stamp.person, signed: stamp.signed },
  ]);
}

/**
 * Attendance is recorded by the attendee, by who decides the gate or by who takes the votes down, where the pack names
 * them; never by a deputy of the holder, who would vote in their stead.
 */
export function decideAttend(
  state: LaunchState,
  gate: Gate,
  command: CommandOf<'gate.attend'>,
  stamp: Stamp,
): Decision {
  const { role, isPresent } = command;
  if (!gate.attendees.includes(role))
    return refuse('not-an-attendee', `${role} is not among the attendees of ${gate.title}.`);
  if (stamp.person === null) return refuse('not-signed', 'Attendance is recorded with a name.', 'Sign in first.');
  const person = personById(state.roster, stamp.person);
  const isDeputy = Object.values(state.roster.people).some(
    (holder) => holder.deputy === stamp.person && holds(holder, role),
  );
  if (isDeputy && !holds(person, role) && !isPresent)
    return refuse('own-deputy', 'A deputy does not record that the holder is absent.', 'Ask somebody else to do it.');
  const decides = state.launch === null ? undefined : authorityById(state.launch.plan, gate.authority);
  const isChair = decides !== undefined && askingRole(decides, person) !== null;
  const denied = holds(person, role) || isChair ? null : notTakingDown(state, person);
  if (denied !== null) return denied;
  return decided([{ type: 'gate.attended', gate: gate.id, role, isPresent, by: stamp.person }]);
}

/** Where the pack names who takes votes down (`record-vote`, the scribe), it is for nobody else. */
function notTakingDown(state: LaunchState, person: RosterEntry | undefined): Decision | null {
  const authority = state.launch === null ? undefined : authorityById(state.launch.plan, 'record-vote');
  if (authority === undefined || askingRole(authority, person) !== null) return null;
  const who = Array.isArray(authority.asks) ? authority.asks.map((one) => namesWithRole(state.roster, one)) : [];
  return refuse('not-entitled', `Attendance and votes by voice are taken down by ${who.join(' or ')}.`, 'Ask them.');
}
