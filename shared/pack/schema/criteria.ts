import { z } from 'zod';
import { duration, name, percent, text } from './words.ts';

const LIMIT = /^(\d+(?:\.\d+)?) ?(%|ms|x)$/;
export type Limit = { readonly value: number; readonly unit: '%' | 'ms' | 'x' };

const limit = (description: string) =>
  z
    .string()
    .regex(LIMIT, 'is no limit: write it like `5%`, `300ms` or `2x` (times the baseline)')
    .meta({ title: 'limit', description: `${description} Written \`5%\`, \`300ms\` or \`2x\` (times the baseline).` })
    .transform((words): Limit => {
      const [, value = '0', unit = '%'] = LIMIT.exec(words) ?? [];
      return { value: Number(value), unit: unit === 'ms' || unit === 'x' ? unit : '%' };
    });

type Limits = { readonly [Key in 'above' | 'atLeast' | 'upTo' | 'below']?: Limit | undefined };
const limits = (watch: Limits): readonly Limit[] =>
  [watch.above, watch.atLeast, watch.upTo, watch.below].filter((one) => one !== undefined);

/** When a metric trips a criterion by itself (reconciled 17, 18). */
export const Watch = z
  .strictObject({
    signal: z
      .enum(['error-rate', 'p95', 'measures'])
      .describe(
        '`error-rate` and `p95` are evaluated per service, for each subset and in total; `measures` by their own limits at each of their places. The worst counts.',
      ),
    measures: z.array(name('A measure.')).min(1).optional().describe('With `signal: measures`: which.'),
    above: limit('Bad above this.').optional(),
    atLeast: limit('Bad from this on.').optional(),
    upTo: limit('Up to this, itself included.').optional(),
    below: limit('Up to this, itself left out.').optional(),
    for: duration('How long without interruption.'),
  })
  .refine((watch) => (watch.signal === 'measures') === (watch.measures !== undefined), {
    error: 'needs `measures` with `signal: measures`, and only there',
  })
  .refine((watch) => watch.signal !== 'measures' || limits(watch).length === 0, {
    error: 'has a limit, and measures have their own: write it at the measure (`holds`)',
  })
  .refine((watch) => watch.signal === 'measures' || (watch.above === undefined) !== (watch.atLeast === undefined), {
    error: 'needs exactly one of `above` and `atLeast`',
  })
  .refine((watch) => watch.upTo === undefined || watch.below === undefined, {
    error: 'has both `upTo` and `below`; keep one',
  })
  .refine(
    (watch) => {
      const fits = watch.signal === 'p95' ? 'ms' : '%';
      const units = limits(watch).map(({ unit }) => unit);
      return units.every((unit) => unit === fits || unit === 'x') && new Set(units).size < 2;
    },
    { error: 'has limits in the wrong unit: an error rate is in % or x, p95 in ms or x, and both limits in the same' },
  );

export const Severity = z.enum(['immediate', 'urgent', 'conditional']);

/** A reason to roll back (runbook §3.1). Without `watch` a person raises it. */
export const Criterion = z.strictObject({
  id: name('Name of the criterion.'),
  severity: Severity,
  title: text('The criterion in words.'),
  watch: Watch.optional(),
  alerts: z
    .array(text('Name of an alert.'))
    .min(1)
    .optional()
    .describe('Alerts that speak of it: they are never silenced.'),
});

/** Who decides about a tripped criterion, and how long they have. */
export const SeverityEntry = z.strictObject({
  severity: Severity,
  title: text('What people call it.'),
  authority: name('Who decides.'),
  decideWithin: z
    .union([z.literal('at once'), duration('The decision window.')])
    .describe('The decision window; `at once` when there is none.'),
});

/** How a rollback changes as time passes (runbook §3.1, reconciled 25). */
export const RollbackWindow = z.strictObject({
  title: text('What can be done.'),
  from: duration('From this long after 100 % was verified.'),
  until: duration('Until this long after; open when left out.').optional(),
  considerations: z.array(text('A question.')).default([]).describe('Asked before a rollback begins.'),
});

/** What must be true of the canary before more traffic goes to it (runbook §2.2 step 3). */
export const CanaryMetric = z.strictObject({
  id: name('Name of the metric.'),
  title: text('What must be so.'),
  limit: text('The limit in words.'),
  measure: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('error-rate-below'), percent: percent('The limit.') }),
      z.strictObject({ by: z.literal('p95-within-of-stable'), percent: percent('How much above stable it may be.') }),
      z.strictObject({ by: z.literal('no-increase-of-5xx'), tolerancePoints: z.number().nonnegative() }),
      z.strictObject({ by: z.literal('measure-within-limit'), measure: name('A measure by service and subset.') }),
      z.strictObject({
        by: z.literal('measure-within-of-stable'),
        measure: name('A measure by service and subset.'),
        percent: percent('How much above stable it may be.'),
      }),
    ])
    .optional()
    .describe('How it is measured; without it people look.'),
});
