import { momentAt } from '../clock/moments.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Gate } from '../plan/launch-plan.ts';
import { lastRollbackAt } from '../rollout/attempt.ts';
import { stillDeputy } from '../roster/deputies.ts';
import { holds } from '../roster/roles.ts';
import { untouchedGate, type Vote } from './state.ts';

/**
 * Up to when votes and decisions of a gate count no more: its last NO-GO or withdrawal, and for the launch's gate the
 * last rollback and the end of the last hold that was too long (reconciled 28, 30).
 */
export function pollFrom(state: LaunchState, gate: Gate): number {
  const own = (state.gate.gates[gate.id] ?? untouchedGate).pollFrom;
  return gate.opens === 'launch' ? Math.max(own, freshFrom(state)) : own;
}

/** A launch's GO from before then has to be given again: after a rollback, after a long hold. */
export function freshFrom(state: LaunchState): number {
  const limitMs = state.launch?.plan.rules.holdNeedsGateMs ?? 0;
  const longHold = state.clock.holds.findLast((hold) => hold.ms > limitMs);
  return Math.max(longHold?.endedAt ?? 0, lastRollbackAt(state));
}

export type VoteStatus =
  | { readonly state: 'missing'; readonly vote: null }
  /** `stale`: too old, given before something that asks for a new poll, or in a role or with a key lost since. */
  | { readonly state: 'go' | 'no-go' | 'stale'; readonly vote: Vote };

/** How the vote of an attending role stands now. */
export function voteOf(state: LaunchState, gate: Gate, role: string, now: number): VoteStatus {
  const vote = (state.gate.gates[gate.id] ?? untouchedGate).votes[role];
  if (vote === undefined) return { state: 'missing', vote: null };
  const isStale = !stillCounts(state, vote) || now - vote.at > gate.voteFreshMs || vote.at <= pollFrom(state, gate);
  return { state: isStale ? 'stale' : vote.verdict, vote };
}

/** A vote by voice is its voter's own once they have countersigned it. */
export const isSigned = ({ recordedBy, countersignedAt }: Vote): boolean =>
  recordedBy === null || countersignedAt !== null;

/** A role that passed on or a key that was revoked takes the vote with it; a vote by voice needs no key yet. */
function stillCounts(state: LaunchState, vote: Vote): boolean {
  const { person: id, role, inSteadOf } = vote;
  const person = state.roster.people[id];
  if (person === undefined || person.revokedAt !== null || (isSigned(vote) && person.publicKey === null)) return false;
  return holds(person, role) || stillDeputy(state, id, inSteadOf, role);
}

/** A poll is prepared for so long before its planned time. */
const NEAR_MS = 30 * 60_000;

/** Whether a gate is to be decided now or soon: its time is near or past, and no GO of it stands. */
export const isPollNear = (state: LaunchState, now: number): boolean =>
  (state.launch?.plan.gates ?? []).some((gate) => {
    const entry = state.gate.gates[gate.id] ?? untouchedGate;
    const isGo = entry.decision?.verdict === 'go' && entry.withdrawn === null;
    const at = momentAt(state.clock, state.launch?.plan.timeZone ?? 'UTC', { at: gate.plannedAt, clock: gate.clock });
    return !isGo && now >= at - NEAR_MS;
  });
