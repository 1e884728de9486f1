import { z } from 'zod';
import { CriterionId, DecisionId, OperationId, RoleId, ServiceId } from '../ids.ts';

/** A person says that a criterion is met; anyone's, one click (runbook §3.1). */
export const CriterionRaise = z.strictObject({
  type: z.literal('criterion.raise'),
  criterion: CriterionId,
  evidence: z.string().trim().max(1000),
});
/** Rolls back: with no decision open the commander alone, else as the most severe open decision's authority says. */
export const RollbackAsk = z.strictObject({
  type: z.literal('rollback.ask'),
  role: RoleId,
  reason: z.string().trim().max(500),
  /** The quick rollback when left out. */
  procedure: z.enum(['quick-rollback', 'database-rollback']).optional(),
  /** Only these services, where those that depend on them work with their old version (product §6). */
  services: z.array(ServiceId).min(1).optional(),
  /** Break-glass: the decision's time is over and nobody who may decide was there; a typed reason, two senior engineers. */
  isBreakGlass: z.literal(true).optional(),
  /** What was typed, where the authority asks for the name of what can't be undone. */
  typedName: z.string().optional(),
});
/** Rehearses a procedure against the real cluster without changing it (reconciled 26). */
export const DryRunAsk = z.strictObject({
  type: z.literal('dry-run.ask'),
  procedure: z.enum(['quick-rollback', 'database-rollback']),
});
/** Closes an open decision without rolling back. */
export const DecisionKeepGoing = z.strictObject({
  type: z.literal('decision.keep-going'),
  decision: DecisionId,
  reason: z.string().trim().min(1).max(500),
});

/** How one operation of a dry run fared: tried on the server, its preconditions read, or left to a person. */
export const DryRunFinding = z.strictObject({
  operation: OperationId,
  title: z.string(),
  how: z.enum(['rehearsed', 'checked', 'by-hand']),
  state: z.enum(['good', 'watch', 'act', 'unknown']),
  text: z.string(),
});
export type DryRunFinding = z.infer<typeof DryRunFinding>;
export const DryRunReport = z.strictObject({
  type: z.literal('dry-run.report'),
  dryRun: z.string(),
  findings: z.array(DryRunFinding),
});

// What the watch and the clock report.
export const CriterionTrip = z.strictObject({
  type: z.literal('criterion.trip'),
  criterion: CriterionId,
  evidence: z.string(),
});
export const DecisionTimeOut = z.strictObject({ type: z.literal('decision.time-out'), decision: DecisionId });
export const rollbackCommands = [CriterionRaise, RollbackAsk, DecisionKeepGoing, DryRunAsk] as const;
export const rollbackReports = [CriterionTrip, DecisionTimeOut, DryRunReport] as const;
