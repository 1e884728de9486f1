import type { Signed } from '../confirmation/statement.ts';
import type { PersonId, RoleId } from '../ids.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import type { Person } from '../roster/person.ts';

/** A changed pack or roster that waits to be adopted into the running launch. */
export type Adoption = {
  readonly id: string;
  readonly plan: LaunchPlan;
  readonly people: readonly Person[];
  /** Hash of both, as it was shown. */
  readonly shown: string;
  readonly askedBy: PersonId;
  readonly askedAs: RoleId;
  readonly askedAt: number;
  readonly confirmations: readonly { readonly person: PersonId; readonly role: RoleId; readonly signed: Signed }[];
};
export type AdoptionState = {
  /** Null when nothing waits. */
  readonly waiting: Adoption | null;
  /** When the plan was last replaced by another; null when it is the one the launch was made with. */
  readonly planAdoptedAt: number | null;
};
export const emptyAdoption: AdoptionState = { waiting: null, planAdoptedAt: null };
