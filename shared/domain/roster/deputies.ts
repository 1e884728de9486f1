import type { PersonId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { SENIOR_ENGINEER } from '../plan/break-glass-authority.ts';
import { openDecisions } from '../rollback/authority.ts';
import { rollbackInHand } from '../rollout/attempt.ts';
import { holds } from './roles.ts';
import type { RosterEntry } from './state.ts';

/** How somebody acts in a role: their own (`inSteadOf` null), or as the deputy of its holder. */
export type Acting = { readonly inSteadOf: PersonId | null };

/**
 * Whether a person may act in a role now: they hold it, or they are the deputy of a holder who has not answered an open
 * decision in time, or who is recorded as absent from `gate` (authority.md "Deputies", reconciled 29). Null when not.
 */
export function actsAs(
  state: LaunchState,
  person: RosterEntry | undefined,
  role: string,
  now: number,
  gate?: string,
): Acting | null {
  if (person === undefined) return null;
  if (holds(person, role as RosterEntry['roles'][number])) return { inSteadOf: null };
  if (role === SENIOR_ENGINEER) return null;
  const holder = Object.values(state.roster.people).find(
    (other) => other.deputy === person.id && other.roles.some((held) => held === role),
  );
  if (holder === undefined) return null;
  const isAbsent = gate !== undefined && state.gate.gates[gate]?.attendance[role]?.isPresent === false;
  return isAbsent || isSilent(state, holder, now) ? { inSteadOf: holder.id } : null;
}

/** The holder has not answered an open decision for as long as the pack allows. */
function isSilent(state: LaunchState, holder: RosterEntry, now: number): boolean {
  const waitMs = state.launch?.plan.rules.deputyAfterMs ?? Number.POSITIVE_INFINITY;
  const hasConfirmed = rollbackInHand(state)?.confirmations.some((entry) => entry.person === holder.id) === true;
  return !hasConfirmed && openDecisions(state).some((decision) => now - decision.openedAt >= waitMs);
}

/** Whether somebody who acted as a deputy still may: the holder still holds the role and has them as deputy. */
export const stillDeputy = (state: LaunchState, person: string, holder: PersonId | null, role: string): boolean => {
  const entry = holder === null ? undefined : state.roster.people[holder];
  return entry !== undefined && entry.deputy === person && entry.roles.some((held) => held === role);
};
