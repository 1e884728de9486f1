import { z } from 'zod';
import { duration, name, people, text } from './words.ts';

/** A role of the war room or of the approvers (runbook §5.2, reconciled 27). */
export const Role = z.strictObject({
  id: name('Name of the role.'),
  title: text('What people call it.'),
  people,
  duties: z.array(text('A duty.')).default([]).describe('What the role does.'),
  warRoom: z.boolean().default(false).describe('Sits in the war room and answers the cadence.'),
});

/** Somebody called when needed (runbook §5.2 Subject Matter Experts). */
export const Expert = z.strictObject({
  id: name('Name of the field.'),
  title: text('The field, e.g. Database.'),
  contact: text('How to reach them, usually a variable.').optional(),
});

/** Somebody told, who holds no role (reconciled 27). */
export const Contact = z.strictObject({
  id: name('Name of the contact.'),
  title: text('Who it is.'),
  how: text('Phone number or address, usually a variable.').optional(),
});

/** Who may ask for a thing and who confirms it; see the page on authorities. */
export const AuthorityEntry = z.strictObject({
  id: name('Name of the authority.'),
  title: text('What it allows.'),
  asks: z
    .union([z.enum(['anyone', 'criterion']), z.array(name('A role, or `senior-engineer`.')).min(1)])
    .describe('Roles that may ask; `anyone` needs no sign-in; `criterion`: the tripped criterion is what asks.'),
  confirms: z
    .array(name('A role, or `senior-engineer`.'))
    .default([])
    .describe('Each entry is met by a different person, none of them the one who asked. Empty: asking confirms.'),
  typedName: z.boolean().default(false).describe("The target's name has to be typed: it can't be undone."),
  notBefore: z
    .strictObject({
      after: name('A step that must be verified.'),
      waiting: duration('How long after it.'),
      criteria: name('Success criteria that must be met.').optional(),
    })
    .optional()
    .describe('Not allowed before this, e.g. deleting stable 24 hours after 100 % was verified.'),
});

/** How many people of the roster must be senior engineers: a property of a person, not a role. */
export const SeniorEngineers = z
  .strictObject({ people })
  .describe('How many senior engineers the roster must have; one alone may roll back at once (runbook §3.1).');
