import { z } from 'zod';
import { AuthorityId, CriterionId } from '../ids.ts';

const DurationMs = z.number().int().nonnegative();

export const Severity = z.enum(['immediate', 'urgent', 'conditional']);
export type Severity = z.infer<typeof Severity>;

/** When a metric trips a criterion: in `[above, upTo]` for `sustainedMs` (runbook §3.1, reconciled 17, 18). */
export const MetricCondition = z.strictObject({
  signal: z.enum(['error-rate-percent', 'p95-ms', 'saturation-percent']),
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
  /** Watched by the app; without it, raised by a person. */
  metric: MetricCondition.optional(),
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
  ]),
});
export type CanaryMetric = z.infer<typeof CanaryMetric>;

export const SignalQueries = z.strictObject({
  /** Requests a second by labels `service` and `subset`. */
  requestRate: z.string(),
  errorRatePercent: z.string(),
  p95Ms: z.string(),
  stepMs: DurationMs,
  minimumRequests: z.number().int().nonnegative(),
  saturation: z.array(z.strictObject({ title: z.string(), query: z.string() })),
});
export type SignalQueries = z.infer<typeof SignalQueries>;
