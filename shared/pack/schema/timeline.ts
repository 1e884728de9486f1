import { z } from 'zod';
import { moment, name, text } from './words.ts';

/** An entry of the day (runbook §1.1). */
export const TimelineEntry = z
  .strictObject({
    id: name('Name of the entry.'),
    title: text('What happens.'),
    at: moment('When.'),
    section: text('The part of the day it is listed under, e.g. "T-4 Hours".').optional(),
    step: name('The step whose progress this is a milestone of.').optional(),
    point: z
      .enum(['started', 'completed'])
      .optional()
      .describe('`started`: when the step begins (its decision point); `completed`: when it was read back.'),
    gate: name('The gate whose decision shows that it has happened.').optional(),
    checklist: name('The list whose sign-off shows it.').optional(),
    item: name('The item whose tick shows it.').optional(),
  })
  .refine(
    ({ step, gate, checklist, item }) =>
      [step, gate, checklist, item].filter((shown) => shown !== undefined).length < 2,
    { error: 'is shown by more than one of `step`, `gate`, `checklist` and `item`; keep one' },
  );
