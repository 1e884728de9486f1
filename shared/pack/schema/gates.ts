import { z } from 'zod';
import { duration, moment, name, text } from './words.ts';

const criterionKind = z.enum([
  'all-checklists-complete',
  'no-blocking-issues',
  'all-stakeholders-approve',
  'rollback-plan-confirmed',
]);

/** A Go/No-Go (runbook §1.5, reconciled 28 to 30). */
export const Gate = z.strictObject({
  id: name('Name of the gate.'),
  title: text('What people call it.'),
  at: moment('When the meeting is.'),
  attendees: z.array(name('A role.')).min(1).describe('Who votes.'),
  lead: name('Who leads the meeting and decides.').optional(),
  criteria: z
    .array(z.strictObject({ id: name('Name.'), title: text('The criterion.'), kind: criterionKind }))
    .min(1)
    .describe('What must be true for a GO, each evaluated from the state.'),
  checklists: z.array(name('A checklist.')).default([]).describe('Lists that must be complete.'),
  voteFresh: duration('A vote older than this is stale.'),
  authority: name('Who decides.'),
  opens: z
    .enum(['launch', 'freeze'])
    .default('launch')
    .describe('What a GO opens: the launch, or the freeze of changes.'),
});
