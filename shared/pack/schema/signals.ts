import { z } from 'zod';
import { comparison } from './comparison.ts';
import { duration, name, text } from './words.ts';

const query = (what: string, ofSeveral: string) =>
  text(`PromQL: ${what}, by the labels \`service\` and \`subset\`; of several series with the same ${ofSeveral}.`);

/** Anything else that a query shows, each with a limit of its own. */
export const Measure = z.strictObject({
  id: name('Name, for what refers to it.'),
  title: text('What it is.'),
  query: text('PromQL: its value.'),
  of: text(
    'PromQL: what it is a part of: with the same labels, or one for the whole place. `holds` and `calm` are then percent of it.',
  ).optional(),
  unit: z.string().trim().max(12).default('').describe('`%`, `ms`, `conn`, ...; nothing for a number.'),
  by: z
    .array(text('A label.'))
    .default([])
    .describe('Labels that make a place, e.g. [service, subset]. Without any the worst of the answer counts.'),
  holds: comparison('Bad unless this holds.'),
  calm: comparison('Worth a look unless this holds as well.').optional(),
  dependency: text('What services depend on (their `external`) that it speaks of.').optional(),
  every: duration('How often it is asked; as often as the other signals when left out.').optional(),
});

/** What is measured and how (reconciled 17). */
export const Signals = z.strictObject({
  requestRate: query('requests a second', 'all are added up'),
  errorRate: query('failed requests in percent of all, 0 where none has failed', 'the worst counts'),
  p95: query('95th percentile of the latency in milliseconds', 'the worst counts'),
  every: duration('How often it is asked.'),
  minimumRequests: z
    .number()
    .int()
    .nonnegative()
    .describe('Fewer requests than this in the window: "too few requests", neither good nor bad.'),
  scraped: z
    .strictObject({
      query: text('PromQL: when the newest sample was scraped, seconds since the epoch.'),
      within: duration(
        'Older than this: metrics have stopped arriving, and nothing is known. More than twice as long as the server takes from one scrape to the next.',
      ),
    })
    .optional()
    .describe('How to tell that metrics arrive at all.'),
  measures: z.array(Measure).default([]).describe('What else is measured: dependencies, pods, success.'),
});
