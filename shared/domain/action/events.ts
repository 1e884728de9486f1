import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { ActionId, AuthorityId, DecisionId, PersonId, RoleId, ServiceId, StepId } from '../ids.ts';
import { OperationPlan, Seen } from '../operation/plan.ts';
import { PlannedOperation } from '../plan/launch-plan.ts';

const action = ActionId;
const by = PersonId.nullable();
export const ActionRequested = z.strictObject({
  type: z.literal('action.requested'),
  action,
  subject: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('step'), step: StepId }),
    z.strictObject({
      kind: z.literal('rollback'),
      procedure: z.string(),
      reason: z.string(),
      /** Only these are rolled back; the others stay as they are. */
      services: z.array(ServiceId).optional(),
      /** Two senior engineers took it on themselves: nobody who may decide was there (authority.md). */
      isBreakGlass: z.boolean().optional(),
    }),
  ]),
  title: z.string(),
  attempt: z.number().int().positive(),
  authority: AuthorityId,
  askedBy: by,
  askedAs: RoleId.nullable(),
  decision: DecisionId.nullable(),
  operations: z.array(PlannedOperation),
  /** A rollback is confirmed as this goal; a step waits for its plan's hash. */
  goal: z.string().nullable(),
  /** Why its capacity checks are gone over, and so by the one who asked. */
  forced: z.string().optional(),
});
export const ActionPlanned = z.strictObject({
  type: z.literal('action.planned'),
  action,
  plans: z.record(z.string(), OperationPlan),
  hash: z.string(),
});
export const ActionPlanFailed = z.strictObject({
  type: z.literal('action.plan-failed'),
  action,
  message: z.string(),
  hint: z.string(),
});
/** What it would overwrite has changed since it was shown: planned anew, confirmations are void. */
export const ActionReplanned = z.strictObject({ type: z.literal('action.replanned'), action, reason: z.string() });
export const ActionConfirmed = z.strictObject({
  type: z.literal('action.confirmed'),
  action,
  by: PersonId,
  role: RoleId,
  shown: z.string(),
  expiresAt: z.number().int(),
  signed: Signed,
  /** Whose deputy confirmed. */
  inSteadOf: PersonId.optional(),
});
export const ActionDenied = z.strictObject({
  type: z.literal('action.denied'),
  action,
  by: PersonId,
  /** Whose deputy denied it. */
  inSteadOf: PersonId.optional(),
  role: RoleId,
  reason: z.string(),
  signed: Signed,
});
/** Everyone who has to has confirmed; it starts when the grace time is over. */
export const ActionAuthorised = z.strictObject({
  type: z.literal('action.authorised'),
  action,
  startsAt: z.number().int(),
});
export const ActionStarted = z.strictObject({ type: z.literal('action.started'), action });
export const ActionExpired = z.strictObject({ type: z.literal('action.expired'), action });
export const ActionStopped = z.strictObject({ type: z.literal('action.stopped'), action, by, reason: z.string() });
export const ActionFailed = z.strictObject({ type: z.literal('action.failed'), action, reason: z.string() });
export const ActionCompleted = z.strictObject({ type: z.literal('action.completed'), action });
export const ActionVerified = z.strictObject({ type: z.literal('action.verified'), action, seen: z.array(Seen) });
export const ActionNotEffective = z.strictObject({
  type: z.literal('action.not-effective'),
  action,
  seen: z.array(Seen),
});
/** The console died in between: what had not started waits for a person. */
export const ActionInterrupted = z.strictObject({ type: z.literal('action.interrupted'), action, reason: z.string() });
export const ActionContinued = z.strictObject({ type: z.literal('action.continued'), action, by });
export const ActionPaused = z.strictObject({ type: z.literal('action.paused'), action, by });
export const ActionResumed = z.strictObject({ type: z.literal('action.resumed'), action, by });
export const ActionAnswered = z.strictObject({
  type: z.literal('action.answered'),
  action,
  by,
  answers: z.record(z.string(), z.string()),
});
export const actionEvents = [
  ActionRequested,
  ActionPlanned,
  ActionPlanFailed,
  ActionReplanned,
  ActionConfirmed,
  ActionDenied,
  ActionAuthorised,
  ActionStarted,
  ActionExpired,
  ActionStopped,
  ActionFailed,
  ActionCompleted,
  ActionVerified,
  ActionNotEffective,
  ActionInterrupted,
  ActionContinued,
  ActionPaused,
  ActionResumed,
  ActionAnswered,
] as const;
export type ActionEvent = z.infer<(typeof actionEvents)[number]>;
