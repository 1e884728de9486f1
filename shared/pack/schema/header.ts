import { z } from 'zod';
import { moment, name, text } from './words.ts';

/** What the pack is: the head of its first file. */
export const Header = z
  .strictObject({
    name: name('Name of the pack, used to refer to it.'),
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, 'is not a version: three numbers in quotes, like "1.0.0"')
      .describe('Version of the pack itself, three numbers in quotes.'),
    title: text('What people call it.'),
    document: text('The document it was made from.').optional(),
  })
  .describe('What the pack is.');

/** When T-0 is meant to be. */
export const Clock = z
  .strictObject({
    tZero: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is not a clock time: write it in quotes like "09:00"')
      .describe('Planned clock time of T-0 on launch day, in the time zone of the launch, e.g. "09:00".'),
    timeZone: text('IANA time zone, usually a variable.'),
    window: z
      .strictObject({ earliest: moment('Earliest T-0 allowed.'), latest: moment('Latest T-0 allowed.') })
      .optional()
      .describe('Bounds how far T-0 may slip; past it only an override or a scrub.'),
  })
  .describe('The clock of the launch (runbook §1.1).');
