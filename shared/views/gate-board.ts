import { momentAt } from '#shared/domain/clock/moments.ts';
import { gateFreshness } from '#shared/domain/gate/freshness.ts';
import { voteOf } from '#shared/domain/gate/poll.ts';
import { type GateEntry, untouchedGate, type Vote } from '#shared/domain/gate/state.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { namesWithRole, roleTitle } from '#shared/domain/roster/roles.ts';
import type { Refusal } from '#shared/lib/trouble.ts';
import { actingPeople } from './acting-people.ts';
import { sentence } from './format/sentence.ts';
import type { Marked, Tone } from './tone.ts';
import type { Candidate } from './who-confirms.ts';

/** An attendee of a gate: there or not, their vote, who may give it. */
export type AttendeeRow = {
  readonly role: RoleId;
  readonly title: string;
  readonly holders: string;
  readonly attendance: 'present' | 'absent' | 'not recorded';
  readonly vote: Vote | null;
  readonly mark: Marked;
  /** Whose vote, and in whose stead; empty without a vote. */
  readonly voter: string;
  /** Who took it down, for a vote by voice. */
  readonly pen: string;
  /** Who may vote for the holder now; empty where nobody may. */
  readonly deputies: string;
  /** Taken down by voice and not signed by the voter yet. */
  readonly isUnsigned: boolean;
  readonly candidates: readonly Candidate[];
};

const entryOf = (state: LaunchState, gate: Gate): GateEntry => state.gate.gates[gate.id] ?? untouchedGate;

/** When a gate is planned, epoch ms. */
export const gateAt = (state: LaunchState, gate: Gate): number =>
  momentAt(state.clock, state.launch?.plan.timeZone ?? 'UTC', { at: gate.plannedAt, clock: gate.clock });

function voteMark(state: LaunchState, gate: Gate, role: RoleId, now: number): Marked {
  const { state: stands, vote } = voteOf(state, gate, role, now);
  if (vote === null) return { tone: 'unknown', word: 'no vote' };
  const word = vote.verdict === 'go' ? 'GO' : 'NO-GO';
  if (stands === 'stale') return { tone: 'unknown', word: `${word}, stale` };
  return { tone: vote.verdict === 'go' ? 'good' : 'act', word };
}

function voteTexts(state: LaunchState, vote: Vote | null): Pick<AttendeeRow, 'voter' | 'pen'> {
  const name = (id: string | null | undefined) => (id == null ? '' : (state.roster.people[id]?.name ?? id));
  const stead = vote?.inSteadOf == null ? '' : `, deputy of ${name(vote.inSteadOf)}`;
  return { voter: `${name(vote?.person)}${stead}`, pen: name(vote?.recordedBy) };
}

/** The attendees of a gate in the runbook's order (runbook §1.5). */
export function attendeeRows(state: LaunchState, gate: Gate, now: number): readonly AttendeeRow[] {
  const plan = state.launch?.plan;
  const { attendance } = entryOf(state, gate);
  return gate.attendees.map((role) => {
    const { vote } = voteOf(state, gate, role, now);
    const attended = attendance[role];
    const candidates = actingPeople(state, role, now, gate.id);
    const deputies = candidates.filter((one) => one.isDeputy).map((one) => one.name.split(',')[0]);
    return {
      role,
      title: plan === undefined ? role : roleTitle(plan, role),
      holders: namesWithRole(state.roster, role),
      attendance: attended === undefined ? 'not recorded' : attended.isPresent ? 'present' : 'absent',
      vote,
      mark: voteMark(state, gate, role, now),
      ...voteTexts(state, vote),
      deputies: deputies.join(', '),
      isUnsigned: vote !== null && vote.recordedBy !== null && vote.countersignedAt === null,
      candidates,
    };
  });
}

/** How a gate stands: what was decided, and whether it still holds. */
export type GateStanding = {
  readonly tone: Tone | null;
  readonly word: 'not decided' | 'GO' | 'GO, not fresh' | 'NO-GO' | 'GO withdrawn';
  readonly isGo: boolean;
  readonly isFresh: boolean;
  /** Why it isn't fresh, and what to do; empty when it is. */
  readonly why: string;
  /** When the first vote that counts goes stale, epoch ms; null without one. */
  readonly staleAt: number | null;
  readonly present: number;
  readonly voted: number;
  readonly attendees: number;
};

export function gateStanding(state: LaunchState, gate: Gate, now: number): GateStanding {
  const { decision, withdrawn, attendance } = entryOf(state, gate);
  const isGo = decision?.verdict === 'go' && withdrawn === null;
  // A meeting that opens the freeze has opened it: its votes may grow old afterwards (reconciled 30).
  const fresh = gateFreshness(state, gate.id, now);
  const isFresh = isGo && (fresh.ok || gate.opens === 'freeze');
  const votes = gate.attendees.map((role) => voteOf(state, gate, role, now));
  const counting = votes.filter((one) => one.state === 'go' || one.state === 'no-go');
  const staleAts = counting.flatMap(({ vote }) => (vote === null ? [] : [vote.at + gate.voteFreshMs]));
  return {
    word: wordOf(decision?.verdict ?? null, withdrawn !== null, isFresh),
    tone: decision === null ? null : isFresh ? 'good' : 'act',
    isGo,
    isFresh,
    why: fresh.ok || isFresh ? '' : whyNot(decision?.verdict === 'no-go', fresh.error),
    staleAt: staleAts.length === 0 ? null : Math.min(...staleAts),
    present: gate.attendees.filter((role) => attendance[role]?.isPresent === true).length,
    voted: counting.length,
    attendees: gate.attendees.length,
  };
}

/** A NO-GO's reason stands beside it already: then only what to do is said. */
const whyNot = (isNoGo: boolean, { message, hint = '' }: Refusal): string =>
  isNoGo ? hint : `${sentence(message)} ${hint}`.trim();

function wordOf(verdict: 'go' | 'no-go' | null, isWithdrawn: boolean, isFresh: boolean): GateStanding['word'] {
  if (verdict === null) return 'not decided';
  if (verdict === 'no-go') return 'NO-GO';
  if (isWithdrawn) return 'GO withdrawn';
  return isFresh ? 'GO' : 'GO, not fresh';
}

/** What a GO opens, in the runbook's words: the freeze, or the first step. */
export function whatOpens(state: LaunchState, gate: Gate): string {
  const plan = state.launch?.plan;
  if (gate.opens === 'freeze') return 'the pre-launch freeze of changes';
  const step = plan?.steps.find((candidate) => candidate.gate === gate.id);
  const phase = plan?.phases.find((candidate) => candidate.id === step?.phase);
  return step === undefined
    ? 'the launch'
    : `${phase === undefined ? 'the launch' : `Phase ${phase.number} ${phase.title}`}: ${step.title}`;
}
