import { z } from 'zod';
import { AuthorityId, CriterionId } from '../ids.ts';
import { Comparison } from './probe.ts';

const DurationMs = z.number().int().nonnegative();

export const Severity = z.enum(['immediate', 'urgent', 'conditional']);
export type Severity = z.infer<typeof Severity>;

/** When a metric trips a criterion: in `[above, upTo]` for `sustainedMs` (runbook §3.1, reconciled 17, 18). */
export const MetricCondition = z.strictObject({
  signal: z.enum(['error-rate-percent', 'p95-ms']),
  above: z.number(),
  /** `above` itself counts when true. */
  isInclusive: z.boolean(),
  upTo: z.number().optional(),
  /** `upTo` itself doesn't count when true: 1-2 % ends where 2-5 % begins (reconciled 18). */
  isUpToExclusive: z.boolean().optional(),
  /** When set, `above` and `upTo` are factors of the baseline. */
  ofBaseline: z.boolean().default(false),
  sustainedMs: DurationMs,
});
export type MetricCondition = z.infer<typeof MetricCondition>;

export const RollbackCriterion = z.strictObject({
  id: CriterionId,
  title: z.string(),
  severity: Severity,
  /** Watched by the app, by what services answer; without it and `measured`, raised by a person. */
  metric: MetricCondition.optional(),
  /** Watched by the app: one of these measures is beyond its own limit for so long. */
  measured: z.strictObject({ measures: z.array(z.string()).min(1), sustainedMs: DurationMs }).optional(),
  /** Alerts that speak of it: they are never silenced. */
  alerts: z.array(z.string()).optional(),
});
export type RollbackCriterion = z.infer<typeof RollbackCriterion>;

/** Who decides about a tripped criterion and how long they have (runbook §3.1). */
export const SeverityRule = z.strictObject({
  severity: Severity,
  title: z.string(),
  authority: AuthorityId,
  /** Null: no decision window, roll back at once. */
  decisionMs: DurationMs.nullable(),
});
export type SeverityRule = z.infer<typeof SeverityRule>;

/** The canary's metrics of runbook §2.2 that Prometheus can show. */
export const CanaryMetric = z.strictObject({
  id: z.string(),
  title: z.string(),
  limit: z.string(),
  rule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('error-rate-below'), percent: z.number() }),
    z.strictObject({ kind: z.literal('p95-within-of-stable'), percent: z.number() }),
    z.strictObject({ kind: z.literal('no-increase-of-5xx'), tolerancePercentPoints: z.number() }),
    /** The measure is within its own limit at the canary. */
    z.strictObject({ kind: z.literal('measure-within-limit'), measure: z.string() }),
    z.strictObject({ kind: z.literal('measure-within-of-stable'), measure: z.string(), percent: z.number() }),
  ]),
});
export type CanaryMetric = z.infer<typeof CanaryMetric>;

/** Anything else that a query shows: how full a database is, how often pods have crashed, what an hour of errors comes to. */
export const Measure = z.strictObject({
  id: z.string(),
  title: z.string(),
  query: z.string(),
  /** What it is a part of, at the same places; the limits are then percent of it. */
  of: z.string().optional(),
  /** `%`, `ms`, `conn`; empty for a number. */
  unit: z.string(),
  /** Labels that make a place; where there are none, the worst of the answer counts. */
  by: z.array(z.string()),
  /** Bad unless this holds. */
  holds: Comparison,
  /** Worth a look unless this holds as well. */
  calm: Comparison.optional(),
  /** What the services depend on that it speaks of, e.g. `PostgreSQL`. */
  dependency: z.string().optional(),
  stepMs: DurationMs,
});
export type Measure = z.infer<typeof Measure>;

export const SignalQueries = z.strictObject({
  /** Requests a second by labels `service` and `subset`. */
  requestRate: z.string(),
  errorRatePercent: z.string(),
  p95Ms: z.string(),
  stepMs: DurationMs,
  minimumRequests: z.number().int().nonnegative(),
  measures: z.array(Measure),
  /** When the newest sample of what is measured was scraped, seconds since the epoch; older than `withinMs`: none arrive. */
  scraped: z.strictObject({ query: z.string(), withinMs: DurationMs }).optional(),
});
export type SignalQueries = z.infer<typeof SignalQueries>;
