import { missingFor } from '#shared/domain/adoption/decide.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { authorityById, holds, roleTitle } from '#shared/domain/roster/roles.ts';
import { byName, type Candidate, candidateOf, type MissingConfirmation, peopleWith } from './who-confirms.ts';

export type AdoptionStanding = {
  readonly adoption: string;
  /** Hash of what was shown to who asked. */
  readonly shown: string;
  readonly packVersion: string;
  /** `J. Ito, Launch Commander` */
  readonly askedBy: string;
  readonly askedAt: number;
  readonly given: readonly string[];
  /** Who still has to confirm; never the one who asked nor who has confirmed. */
  readonly missing: readonly MissingConfirmation[];
  readonly mayDeny: readonly Candidate[];
};

/** The changed pack or roster that waits to be adopted (authority.md, `adopt`); null when none does. */
export function adoptionStanding(state: LaunchState): AdoptionStanding | null {
  const plan = state.launch?.plan;
  const { waiting } = state.adoption;
  const authority = plan === undefined ? undefined : authorityById(plan, 'adopt');
  if (plan === undefined || waiting === null || authority === undefined) return null;
  const { askedBy, askedAs, confirmations } = waiting;
  const nameOf = (id: string): string => state.roster.people[id]?.name ?? id;
  const taken = new Set<string>([askedBy, ...confirmations.map(({ person }) => person)]);
  const mayDeny = Object.values(state.roster.people).filter(
    (person) => person.id === askedBy || authority.confirms.some((role) => holds(person, role)),
  );
  return {
    adoption: waiting.id,
    shown: waiting.shown,
    packVersion: waiting.plan.pack.version,
    askedBy: `${nameOf(askedBy)}, ${roleTitle(plan, askedAs)}`,
    askedAt: waiting.askedAt,
    given: confirmations.map(({ person, role }) => `${nameOf(person)}, ${roleTitle(plan, role)}`),
    missing: missingFor(authority, waiting).map((role) => ({
      role,
      title: roleTitle(plan, role),
      candidates: peopleWith(state, role)
        .filter(({ id }) => !taken.has(id))
        .map(candidateOf),
    })),
    mayDeny: mayDeny.toSorted(byName).map(candidateOf),
  };
}
