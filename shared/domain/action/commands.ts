import { z } from 'zod';
import { ActionId, RoleId, StepId } from '../ids.ts';
import { OperationPlan, Seen } from '../operation/plan.ts';

/** Asks for a step of the plan: its plan is made and shown, then it waits for who must confirm. */
export const StepAsk = z.strictObject({ type: z.literal('step.ask'), step: StepId });
/** Confirms exactly what was shown: the plan's hash, or a rollback's goal. */
export const ActionConfirm = z.strictObject({
  type: z.literal('action.confirm'),
  action: ActionId,
  role: RoleId,
  shown: z.string(),
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
export const actionCommands = [StepAsk, ActionConfirm, ActionDeny, ActionStop, ActionContinue, ActionReplan] as const;
export const actionReports = [ActionPlan, ActionPlanFail, ActionStart, ActionExpire, ActionVerify] as const;
