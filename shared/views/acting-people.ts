import type { LaunchState } from '#shared/domain/launch/state.ts';
import { actsAs } from '#shared/domain/roster/deputies.ts';
import type { Candidate } from './who-confirms.ts';

/** Somebody who may act in a role, and whether it is another's. */
export type Acting = Candidate & { readonly isDeputy: boolean };

/**
 * Who may act in a role now: its holders, and a deputy where the holder is silent or, at `gate`, recorded as absent
 * (authority.md "Deputies"). A deputy's name says whose.
 */
export function actingPeople(state: LaunchState, role: string, now: number, gate?: string): readonly Acting[] {
  const people = Object.values(state.roster.people).toSorted((a, b) => a.name.localeCompare(b.name));
  const acting = people.flatMap((person) => {
    const as = actsAs(state, person, role, now, gate);
    return as === null ? [] : [{ person, holder: as.inSteadOf }];
  });
  return acting
    .toSorted((a, b) => Number(a.holder !== null) - Number(b.holder !== null))
    .map(({ person: { id, name, publicKey }, holder }) => ({
      id,
      name: holder === null ? name : `${name}, deputy of ${state.roster.people[holder]?.name ?? holder}`,
      isEnrolled: publicKey !== null,
      isDeputy: holder !== null,
    }));
}
