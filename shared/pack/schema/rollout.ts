import { z } from 'zod';
import { Action } from './actions.ts';
import { duration, name, offset, text } from './words.ts';

/** A part of the launch (runbook §2.1); stages are shown apart (reconciled 2). */
export const Phase = z.strictObject({
  id: name('Name of the phase.'),
  number: z.number().int().positive(),
  title: text('What people call it.'),
  at: offset('When it is planned to begin.'),
  until: offset('When it is planned to end.').optional(),
  lasts: duration('How long it lasts at least.').optional(),
  activities: z.array(text('An activity.')).default([]).describe('What happens in it.'),
});

/** A step of the canary deployment in words (runbook §2.2); `steps` carry it out. */
export const CanaryStep = z.strictObject({
  title: text('What it is.'),
  at: offset('When it is planned.'),
  detail: text('What is done and seen.').optional(),
});

/** A minimum that has to pass before a step may begin (reconciled 3). */
export const Hold = z.strictObject({
  title: text('What is waited for.'),
  after: name('The step it is counted from.'),
  from: z
    .enum(['started', 'completed'])
    .describe('`started`: its first action. `completed`: its last service was read back.'),
  minimum: duration('How long.'),
});

/** What has to be seen before a step counts as done: seen, not sent. */
export const Verification = z.strictObject({
  share: z.boolean().default(false).describe("The traffic at each canary must be the stage's."),
  shareTolerancePoints: z.number().positive().default(2).describe('How far off it may be, in percent points.'),
  metrics: z.boolean().default(false).describe("The canary's metrics must be good for each service and subset."),
  within: duration('How long it may take to settle.'),
});

/** What the commander is asked at a step's decision point (runbook §2.2 step 4). */
export const Decision = z.strictObject({
  proceed: text('When to go on.'),
  hold: text('When to hold and investigate.'),
  rollBack: text('When to roll back.'),
});

export const Step = z.strictObject({
  id: name('Name of the step.'),
  phase: name('The phase it belongs to.'),
  title: text('What it is.'),
  question: text('Asked of the commander.'),
  at: offset('When it is planned.'),
  authority: name('Who may ask for it and who confirms.'),
  gate: name('The gate that must be GO and fresh.').optional(),
  after: z.array(name('A step.')).default([]).describe('Steps that must be verified before.'),
  holds: z.array(Hold).default([]),
  needsCanaryMetrics: z
    .boolean()
    .default(false)
    .describe("A decision point: the canary's metrics must be good when it is asked for."),
  decision: Decision.optional(),
  actions: z.array(Action).min(1).describe('What it does, one after the other.'),
  verification: Verification.optional().describe('What has to be seen; a step without one is never known to be done.'),
  checks: z.array(text('A check.')).default([]).describe('What people look at besides.'),
  pointOfNoReturn: z.boolean().default(false).describe('It takes a way back away.'),
});
export type Step = z.infer<typeof Step>;
