import { z } from 'zod';
import { ActionId, RoleId, StepId } from '../ids.ts';
import { OperationPlan, Seen } from '../operation/plan.ts';

/** Asks for a step of the plan: its plan is made and shown, then it waits for who must confirm. */
export const StepAsk = z.strictObject({
  type: z.literal('step.ask'),
  step: StepId,
  /** Goes over what its plan says about capacity: the reason stands in the log and on what is confirmed. */
  force: z.string().trim().min(1).max(500).optional(),
});
/** Confirms exactly what was shown: the plan's hash, or a rollback's goal. */
export const ActionConfirm = z.strictObject({
  type: z.literal('action.confirm'),
  action: ActionId,
  role: RoleId,
  shown: z.string(),
  /** What was typed, where the authority asks for the name of what can't be undone. */
  typedName: z.string().optional(),
});
export const ActionDeny = z.strictObject({
  type: z.literal('action.deny'),
  action: ActionId,
  role: RoleId,
  reason: z.string().trim().max(500),
});
/** Stops a request, a grace time or a running action; anyone's, save a running rollback's (authority.md). */
export const ActionStop = z.strictObject({
  type: z.literal('action.stop'),
  action: ActionId,
  reason: z.string().trim().max(500),
});
/** Goes on with what a restart left not started, while its confirmation is valid. */
export const ActionContinue = z.strictObject({ type: z.literal('action.continue'), action: ActionId });
/** Makes the plan again after it failed or was found changed. */
export const ActionReplan = z.strictObject({ type: z.literal('action.replan'), action: ActionId });

/** Begins no further operation until it is resumed; what runs goes on. Anyone's, save a rollback's (product §5). */
export const ActionPause = z.strictObject({ type: z.literal('action.pause'), action: ActionId });
export const ActionResume = z.strictObject({ type: z.literal('action.resume'), action: ActionId });
/** Answers what operations of an action ask before they can start, by question id. */
export const ActionAnswer = z.strictObject({
  type: z.literal('action.answer'),
  action: ActionId,
  answers: z.record(z.string(), z.string().trim().min(1).max(300)),
});

// What the engine reports. No window can send these.
export const ActionPlan = z.strictObject({
  type: z.literal('action.plan'),
  action: ActionId,
  plans: z.record(z.string(), OperationPlan),
  hash: z.string(),
});
export const ActionPlanFail = z.strictObject({
  type: z.literal('action.plan-fail'),
  action: ActionId,
  message: z.string(),
  hint: z.string(),
});
export const ActionStart = z.strictObject({ type: z.literal('action.start'), action: ActionId });
export const ActionExpire = z.strictObject({ type: z.literal('action.expire'), action: ActionId });
export const ActionVerify = z.strictObject({
  type: z.literal('action.verify'),
  action: ActionId,
  outcome: z.enum(['verified', 'not-effective']),
  seen: z.array(Seen),
});
export const actionCommands = [
  StepAsk,
  ActionConfirm,
  ActionDeny,
  ActionStop,
  ActionContinue,
  ActionReplan,
  ActionPause,
  ActionResume,
  ActionAnswer,
] as const;
export const actionReports = [ActionPlan, ActionPlanFail, ActionStart, ActionExpire, ActionVerify] as const;
