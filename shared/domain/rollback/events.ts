import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { AuthorityId, CriterionId, DecisionId, PersonId } from '../ids.ts';
import { Severity } from '../plan/measured.ts';

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
export const rollbackEvents = [DecisionOpened, DecisionTimedOut, DecisionKeptGoing] as const;
export type RollbackEvent = z.infer<(typeof rollbackEvents)[number]>;
