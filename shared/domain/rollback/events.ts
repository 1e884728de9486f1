import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { AuthorityId, CriterionId, DecisionId, PersonId } from '../ids.ts';
import { Severity } from '../plan/measured.ts';
import { DryRunFinding } from './commands.ts';

export const DecisionOpened = z.strictObject({
  type: z.literal('decision.opened'),
  decision: DecisionId,
  criterion: CriterionId,
  title: z.string(),
  severity: Severity,
  authority: AuthorityId,
  raisedBy: PersonId.nullable(),
  isWatched: z.boolean(),
  evidence: z.string(),
  dueAt: z.number().int().nullable(),
});
/** Its time is over: shouted, never decided by the machine. */
export const DecisionTimedOut = z.strictObject({ type: z.literal('decision.timed-out'), decision: DecisionId });
export const DecisionKeptGoing = z.strictObject({
  type: z.literal('decision.kept-going'),
  decision: DecisionId,
  by: PersonId,
  /** Whose deputy decided. */
  inSteadOf: PersonId.optional(),
  reason: z.string(),
  signed: Signed,
});
export const DryRunRequested = z.strictObject({
  type: z.literal('dry-run.requested'),
  dryRun: z.string(),
  procedure: z.enum(['quick-rollback', 'database-rollback']),
  by: PersonId.nullable(),
});
/** What a dry run found: evidence for the item that asks for it; a person ticks (reconciled 26). */
export const DryRunReported = z.strictObject({
  type: z.literal('dry-run.reported'),
  dryRun: z.string(),
  /** False while anything stands in the way or could not be looked at. */
  isPassed: z.boolean(),
  findings: z.array(DryRunFinding),
});
export const rollbackEvents = [
  DecisionOpened,
  DecisionTimedOut,
  DecisionKeptGoing,
  DryRunRequested,
  DryRunReported,
] as const;
export type RollbackEvent = z.infer<(typeof rollbackEvents)[number]>;
