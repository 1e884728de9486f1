import type { Action } from '#shared/domain/action/state.ts';
import { isAskersOwn, outstanding } from '#shared/domain/confirmation/outstanding.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Authority } from '#shared/domain/plan/authority.ts';
import { authorityById, holds, roleTitle } from '#shared/domain/roster/roles.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { actingPeople } from './acting-people.ts';

export type Candidate = { readonly id: PersonId; readonly name: string; readonly isEnrolled: boolean };
export type MissingConfirmation = {
  readonly role: RoleId;
  readonly title: string;
  readonly candidates: readonly Candidate[];
};
export type WhoConfirms = {
  readonly title: string;
  readonly given: readonly { readonly name: string; readonly title: string; readonly at: number }[];
  readonly missing: readonly MissingConfirmation[];
};

export const candidateOf = ({ id, name, publicKey }: RosterEntry): Candidate => ({
  id,
  name,
  isEnrolled: publicKey !== null,
});
export const byName = (a: RosterEntry, b: RosterEntry): number => a.name.localeCompare(b.name);

/** People of the roster who hold `role`, by name. */
export const peopleWith = (state: LaunchState, role: RoleId): readonly RosterEntry[] =>
  Object.values(state.roster.people)
    .filter((person) => holds(person, role))
    .toSorted(byName);

/**
 * Who has confirmed an action and who still has to. Nobody confirms twice, nor what they asked for themselves.
 *
 * @param now with it, deputies of those who have not answered are among those who may
 */
export function whoConfirms(state: LaunchState, action: Action, now?: number): WhoConfirms {
  const plan = state.launch?.plan;
  const authority: Authority | undefined = plan === undefined ? undefined : authorityById(plan, action.authority);
  const title = (role: RoleId): string => (plan === undefined ? role : roleTitle(plan, role));
  const taken = new Set<string>(action.confirmations.map(({ person }) => person));
  if (authority !== undefined && !isAskersOwn(authority) && action.askedBy !== null) taken.add(action.askedBy);
  return {
    title: authority?.title ?? action.authority,
    given: action.confirmations.map(({ person, role, at }) => ({
      name: state.roster.people[person]?.name ?? person,
      title: title(role),
      at,
    })),
    missing: outstanding(state, action).map((role) => ({
      role,
      title: title(role),
      candidates: (now === undefined
        ? peopleWith(state, role).map(candidateOf)
        : actingPeople(state, role, now)
      ).filter((person) => !taken.has(person.id)),
    })),
  };
}

/** The first missing role the signed-in person could confirm in; null when they can't. */
export const roleToConfirmIn = (who: WhoConfirms, person: string | null): RoleId | null =>
  who.missing.find((entry) => entry.candidates.some((one) => one.id === person && one.isEnrolled))?.role ?? null;
