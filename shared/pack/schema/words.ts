import { z } from 'zod';
import { type Moment, parseDuration, parseMoment, parsePercent } from '../words.ts';

/** A sentence or a few words for people to read. */
export const text = (description: string) => z.string().trim().min(1).max(4000).meta({ title: 'text', description });

/** Not a word that every object has, like `constructor`: things are kept by their names. */
export const isOrdinary = (word: string): boolean => !(word in Object.prototype);
const EVERY_OBJECT = { error: 'is a word that every object of the program has; choose another' };

/** Lower-case words joined by hyphens: how things of a pack are named to refer to them. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not a name: lower-case letters, digits and hyphens, like `api-gateway`')
  .refine(isOrdinary, EVERY_OBJECT);

/** A key that others chose, like a flag's: any word but those. */
export const key = (description: string) => text(description).refine(isOrdinary, EVERY_OBJECT);

/** A name of a thing; `description` says of which. */
export const name = (description: string) => slug.meta({ title: 'name', description });

/** A word of the pack's own, e.g. a duration: `what` is its name in the JSON Schema and in the reference. */
const worded = <T>(parse: (words: string) => T | null, what: string, examples: string[], description: string) =>
  z
    .string()
    .meta({ title: what, description: `${description} Written like ${examples.join(', ')}.`, examples })
    .transform((words, context): T => {
      const value = parse(words);
      if (value !== null) return value;
      context.issues.push({
        code: 'custom',
        input: words,
        message: `\`${words}\` is not a ${what}; write it like ${examples.join(', ')}`,
      });
      return z.NEVER;
    });

/** Milliseconds, written `30m`, `1h 30m`, `45s`, `7d` or ISO `PT30M`. */
export const duration = (description: string) =>
  worded<number>(parseDuration, 'duration', ['30m', '1h 30m', '45s'], description);

/** An exact offset from T-0 (`T-45m`, `-PT45M`) or a clock time on a day of the launch (`day -1, 14:00`). */
export const moment = (description: string) =>
  worded<Moment>(parseMoment, 'moment', ['T-45m', 'T-0', 'T+1h', '-PT45M', '"day -1, 14:00"'], description);

/** An exact offset from T-0 (`T-45m`), for what moves with it: steps, phases. A clock time is refused (reconciled 6). */
export const offset = (description: string) =>
  worded<Moment>(parseMoment, 'offset', ['T-45m', 'T-0', 'T+1h', '-PT45M'], description).refine(
    (value) => value.kind === 'offset',
    {
      error: 'is a clock time of a day; it moves with T-0, so write an offset like T-45m, T-0 or T+1h',
    },
  );

/** A percentage as a number, written `25%`. */
export const percent = (description: string) =>
  worded<number>(parsePercent, 'percentage', ['25%', '0.1%'], description);

/** A percentage of traffic: whole, at most 100. */
export const wholePercent = (description: string) =>
  percent(description).refine((value) => Number.isInteger(value) && value <= 100, {
    error: 'must be a whole percentage from 0% to 100%',
  });

/** The hash of a program's file: only the program that was looked at may run. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256: 64 digits 0-9 and a-f');

/** How many people hold a role: `1`, `1-2`, `2+` or `as needed`. */
export const people = z
  .union([z.number().int().positive(), z.string().regex(/^(?:\d+-\d+|\d+\+|as needed)$/)])
  .meta({ title: 'people', description: 'How many people hold it: 1, 1-2, 2+ or `as needed`.' })
  .transform((words): { minimum: number; maximum?: number } => {
    if (typeof words === 'number') return { minimum: words, maximum: words };
    if (words === 'as needed') return { minimum: 0 };
    if (words.endsWith('+')) return { minimum: Number(words.slice(0, -1)) };
    const [minimum = 0, maximum = 0] = words.split('-').map(Number);
    return { minimum, maximum };
  })
  .refine((count) => count.maximum === undefined || (count.maximum > 0 && count.maximum >= count.minimum), {
    error: 'the second number is smaller than the first',
  });
