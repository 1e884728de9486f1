import type { Signed } from '../confirmation/statement.ts';
import type { PersonId, RoleId } from '../ids.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import type { Person } from '../roster/state.ts';

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
/** Null when nothing waits. */
export type AdoptionState = { readonly waiting: Adoption | null };
export const emptyAdoption: AdoptionState = { waiting: null };
