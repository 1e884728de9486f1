import { z } from 'zod';
import { ActionId, OperationId } from '../ids.ts';
import { Noted, Output, Seen } from './plan.ts';

const about = { action: ActionId, operation: OperationId };
const trouble = { message: z.string(), hint: z.string(), raw: z.string() };

/** A person did what an operation leaves to them, or could not. */
export const OperationAttest = z.strictObject({
  type: z.literal('operation.attest'),
  ...about,
  outcome: z.enum(['done', 'failed']),
  text: z.string().trim().max(500),
});
export const operationCommands = [OperationAttest] as const;

// What the engine reports of one operation. No window can send these.
export const OperationSucceed = z.strictObject({
  type: z.literal('operation.succeed'),
  ...about,
  seen: z.array(Seen),
  noted: z.record(z.string(), Noted).optional(),
  output: Output.optional(),
});
export const OperationFail = z.strictObject({
  type: z.literal('operation.fail'),
  ...about,
  ...trouble,
  output: Output.optional(),
});
/** A field it overwrites has changed since the plan was shown: nothing was done. */
export const OperationRefuse = z.strictObject({
  type: z.literal('operation.refuse'),
  ...about,
  fields: z.array(z.string()),
});
export const OperationLose = z.strictObject({ type: z.literal('operation.lose'), ...about, message: z.string() });
/** What a look at the world said of an operation whose outcome wasn't known. */
export const OperationResolve = z.strictObject({
  type: z.literal('operation.resolve'),
  ...about,
  applied: z.enum(['yes', 'no', 'partly']),
  seen: z.array(Seen),
});
export const OperationCancel = z.strictObject({ type: z.literal('operation.cancel'), ...about, message: z.string() });
export const operationReports = [
  OperationSucceed,
  OperationFail,
  OperationRefuse,
  OperationLose,
  OperationResolve,
  OperationCancel,
] as const;
