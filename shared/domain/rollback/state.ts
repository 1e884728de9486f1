import type { ActionId, AuthorityId, CriterionId, DecisionId, PersonId } from '../ids.ts';
import type { Severity } from '../plan/measured.ts';
import type { DryRunFinding } from './commands.ts';

export type ProcedureKind = 'quick-rollback' | 'database-rollback';
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
/** A rehearsal of a procedure against the real cluster; `findings` null while it runs. */
export type DryRunEntry = {
  readonly id: string;
  readonly procedure: ProcedureKind;
  readonly by: PersonId | null;
  readonly askedAt: number;
  readonly endedAt: number | null;
  readonly isPassed: boolean;
  readonly findings: readonly DryRunFinding[] | null;
};
export type RollbackState = { readonly decisions: readonly DecisionEntry[]; readonly dryRuns: readonly DryRunEntry[] };
export const emptyRollback: RollbackState = { decisions: [], dryRuns: [] };
