import { z } from 'zod';
import { duration, moment, name, text } from './words.ts';

/** Where people are told things (runbook §4.1). */
export const Channel = z.strictObject({
  id: name('Name of the channel.'),
  title: text('What it is for.'),
  audience: z.enum(['internal', 'external', 'escalation']),
  service: z.enum(['slack', 'webhook', 'statuspage', 'pagerduty', 'opsgenie', 'email', 'phone', 'manual']),
  means: text('What it is in words, e.g. "Twitter/X"; said by `service` when left out.').optional(),
  address: text('Channel, address or number; usually a variable for numbers.'),
  authority: name('Who may send to it; nobody has to confirm when left out.').optional(),
});

/** A text ready to send (runbook §4.2). `[words in brackets]` are asked for or prefilled when it is used. */
export const Template = z.strictObject({
  id: name('Name of the template.'),
  title: text('What people call it.'),
  channel: name('Where it goes.'),
  subject: text('Subject or title.').optional(),
  status: text('Status the page shows.').optional(),
  text: text('The text.'),
});

/** What is told when a step was verified (runbook §2.3). */
export const Announcement = z.strictObject({
  after: name('The step.'),
  title: text('What is told.'),
  template: name('The template.').optional(),
});

/** What goes out to the public and isn't sent by the console: a hold or a rollback stops it at once (reconciled 31). */
export const PublicPost = z.strictObject({
  id: name('Name of the post.'),
  title: text('What goes out, and where.'),
  owner: name('The role that can stop it.'),
  link: text('Where it is stopped, usually a variable.').optional(),
});

/** Whom to tell about an incident (runbook §4.3). */
export const EscalationRow = z.strictObject({
  severity: z.enum(['P1', 'P2', 'P3', 'P4']),
  notify: name('A role or a contact.'),
  method: text('How.'),
  within: z.union([z.enum(['at once', 'after resolution', 'next check-in']), duration('Within this.')]),
  condition: text('Only if.').optional(),
});

/** When an incident becomes a worse one (runbook §4.3). */
export const EscalationTrigger = z.strictObject({
  from: z.enum(['P2', 'P3', 'P4', 'any']),
  to: z.enum(['P1', 'P2', 'P3', 'executive']),
  title: text('The trigger in words.'),
  unresolvedFor: duration('Trips by itself after this.').optional(),
});

/** How often the war room speaks (runbook §5.3). */
export const Cadence = z.strictObject({
  id: name('Name of the cadence.'),
  title: text('When it applies.'),
  mode: z.enum(['launch', 'incident', 'stable']),
  slots: z
    .array(z.strictObject({ every: duration('How often.'), prompts: z.array(text('A question.')).min(1) }))
    .min(1),
});

/** A review after the launch (runbook §6.1). */
export const Checkpoint = z.strictObject({
  id: name('Name of the checkpoint.'),
  title: text('What people call it.'),
  at: moment('When.'),
  focus: text('What it looks at.'),
  participants: text('Who takes part.'),
});

/** What success means at a checkpoint (runbook §6.2). */
export const SuccessCriteria = z.strictObject({
  id: name('Name.'),
  title: text('What people call it.'),
  checkpoint: name('The checkpoint they are asked at.'),
  criteria: z.array(
    z.strictObject({
      id: name('Name.'),
      title: text('The criterion.'),
      measure: name('The measure that shows it, by its own limit; without it people are asked.').optional(),
    }),
  ),
});
