import { z } from 'zod';
import { Probe } from './probes.ts';
import { moment, name, text } from './words.ts';

/** One box to tick (runbook §1.2 to §1.5). */
export const Item = z.strictObject({
  id: name('Name of the item.'),
  title: text('What has to be so.'),
  owner: name('The role that answers for it.').optional(),
  due: moment("When it has to be done; the section's or the list's when left out.").optional(),
  probe: Probe.optional(),
  note: text('What helps to do it.').optional(),
  link: z.string().optional().describe('Where to look, usually a variable.'),
});
export type Item = z.infer<typeof Item>;

export const Checklist = z.strictObject({
  id: name('Name of the list.'),
  title: text('What people call it.'),
  due: moment('When all of it has to be done.'),
  sections: z
    .array(
      z.strictObject({
        title: text('Heading.'),
        due: moment("When its items have to be done; the list's when left out.").optional(),
        items: z.array(Item).min(1),
      }),
    )
    .min(1)
    .describe('The list under its headings.'),
  signOffs: z
    .array(name('A role.'))
    .default([])
    .describe('Roles that sign the list off; refused while items are open, or given with named exceptions.'),
});
