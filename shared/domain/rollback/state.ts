import type { ActionId, AuthorityId, CriterionId, DecisionId, PersonId } from '../ids.ts';
import type { Severity } from '../plan/measured.ts';

export type DecisionEntry = {
  readonly id: DecisionId;
  readonly criterion: CriterionId;
  readonly title: string;
  readonly severity: Severity;
  readonly authority: AuthorityId;
  /** Null when the watch tripped it. */
  readonly raisedBy: PersonId | null;
  readonly evidence: string;
  readonly openedAt: number;
  /** When the decision's time is over; null where there is none (immediate). */
  readonly dueAt: number | null;
  readonly hasTimedOut: boolean;
  readonly state: 'open' | 'rolled-back' | 'kept-going';
  readonly closedBy: PersonId | null;
  readonly closedAt: number | null;
  readonly action: ActionId | null;
};
export type RollbackState = { readonly decisions: readonly DecisionEntry[] };
export const emptyRollback: RollbackState = { decisions: [] };
