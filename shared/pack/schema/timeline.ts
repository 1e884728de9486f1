import { z } from 'zod';
import { moment, name, text } from './words.ts';

/** An entry of the day (runbook §1.1). */
export const TimelineEntry = z.strictObject({
  id: name('Name of the entry.'),
  title: text('What happens.'),
  at: moment('When.'),
  section: text('The part of the day it is listed under, e.g. "T-4 Hours".').optional(),
  step: name('The step whose progress this is a milestone of.').optional(),
  point: z
    .enum(['started', 'completed'])
    .optional()
    .describe('`started`: when the step begins (its decision point); `completed`: when it was read back.'),
});
