import { z } from 'zod';
import { Action } from './actions.ts';
import { duration, name, text } from './words.ts';

/**
 * A numbered step of a procedure. Steps begin together, but for those they wait for, and so do the actions of a step:
 * nothing of a quick rollback waits without a need. `sequential` is for what has an order.
 */
export const ProcedureStep = z.strictObject({
  id: name('Name of the step.'),
  title: text('What it is.'),
  detail: text('What it does, for the people who watch.'),
  budget: duration('How long it should take.').optional(),
  waitsFor: z
    .array(name('A step of this procedure.'))
    .default([])
    .describe('Steps that must have succeeded; an action on a service waits for the actions on the same service.'),
  actions: z.array(Action).min(1),
  sequential: z.boolean().default(false).describe('Its actions run one after the other; else they begin at once.'),
  checks: z.array(text('A check.')).default([]).describe('What is verified.'),
  asks: z
    .array(name('A variable asked at use.'))
    .default([])
    .describe('What has to be known before it can be done, beside the placeholders in its actions.'),
});
export type ProcedureStep = z.infer<typeof ProcedureStep>;

/** A procedure (runbook §3.2, §3.3). */
export const Procedure = z.strictObject({
  id: name('Name of the procedure.'),
  kind: z.enum(['quick-rollback', 'database-rollback', 'other']),
  title: text('What people call it.'),
  authority: name('Who may start it when no decision is open.'),
  warning: text('What to know before.').optional(),
  budget: duration('How long it should take in all.'),
  longest: duration('How long it may take at most.').optional(),
  watch: duration('How long errors are watched after everything was read back.').optional(),
  prerequisites: z.array(text('A prerequisite.')).default([]),
  steps: z.array(ProcedureStep).min(1),
});
export type Procedure = z.infer<typeof Procedure>;
