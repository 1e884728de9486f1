import { z } from 'zod';
import { CriterionId, DecisionId, RoleId } from '../ids.ts';

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
});
/** Closes an open decision without rolling back. */
export const DecisionKeepGoing = z.strictObject({
  type: z.literal('decision.keep-going'),
  decision: DecisionId,
  reason: z.string().trim().min(1).max(500),
});

// What the watch and the clock report.
export const CriterionTrip = z.strictObject({
  type: z.literal('criterion.trip'),
  criterion: CriterionId,
  evidence: z.string(),
});
export const DecisionTimeOut = z.strictObject({ type: z.literal('decision.time-out'), decision: DecisionId });
export const rollbackCommands = [CriterionRaise, RollbackAsk, DecisionKeepGoing] as const;
export const rollbackReports = [CriterionTrip, DecisionTimeOut] as const;
