import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { ActionId, OperationId, PersonId } from '../ids.ts';
import { Noted, Output, Seen } from './plan.ts';

const about = { action: ActionId, operation: OperationId };
/** On disk before anything is sent: the intent. */
export const OperationStarted = z.strictObject({
  type: z.literal('operation.started'),
  ...about,
  run: z.number().int().positive(),
});
export const OperationSucceeded = z.strictObject({
  type: z.literal('operation.succeeded'),
  ...about,
  seen: z.array(Seen),
  /** By Deployment: what later operations need of how it was. */
  noted: z.record(z.string(), Noted).optional(),
  output: Output.optional(),
  /** Who said that it is done, where a person does it. */
  by: PersonId.nullable().optional(),
  signed: Signed.optional(),
});
export const OperationFailed = z.strictObject({
  type: z.literal('operation.failed'),
  ...about,
  message: z.string(),
  hint: z.string(),
  raw: z.string(),
  output: Output.optional(),
  by: PersonId.nullable().optional(),
  signed: Signed.optional(),
});
export const OperationOutcomeUnknown = z.strictObject({
  type: z.literal('operation.outcome-unknown'),
  ...about,
  message: z.string(),
});
export const OperationResolved = z.strictObject({
  type: z.literal('operation.resolved'),
  ...about,
  applied: z.enum(['yes', 'no', 'partly']),
  seen: z.array(Seen),
});
export const OperationCancelled = z.strictObject({
  type: z.literal('operation.cancelled'),
  ...about,
  message: z.string(),
  /** What it would overwrite was changed by someone else since the plan was shown: nothing was done. */
  wasChanged: z.boolean().optional(),
});
export const operationEvents = [
  OperationStarted,
  OperationSucceeded,
  OperationFailed,
  OperationOutcomeUnknown,
  OperationResolved,
  OperationCancelled,
] as const;
export type OperationEvent = z.infer<(typeof operationEvents)[number]>;
