import { z } from 'zod';

/** What the samples say of one of the canary's metrics. `too-few` and `unknown` are neither good nor bad, and block. */
export const MetricVerdict = z.enum(['good', 'bad', 'too-few', 'unknown']);
export type MetricVerdict = z.infer<typeof MetricVerdict>;

export const JudgedMetric = z.strictObject({
  id: z.string(),
  title: z.string(),
  verdict: MetricVerdict,
  /** The worst value, as people read it. */
  value: z.string(),
  limit: z.string(),
  /** Where the worst value was seen. */
  where: z.string(),
});
export type JudgedMetric = z.infer<typeof JudgedMetric>;

export const ReadinessCheck = z.strictObject({
  title: z.string(),
  state: z.enum(['good', 'watch', 'act', 'unknown']),
  text: z.string(),
});
export type ReadinessCheck = z.infer<typeof ReadinessCheck>;

/** Whether a rollback would work now (product §6); anything that isn't proven is not ready. */
export const ReadinessVerdict = z.enum(['ready', 'not-ready', 'unknown']);
export type ReadinessVerdict = z.infer<typeof ReadinessVerdict>;

/** The last judgements that became events: one each time a verdict changes. */
export type SignalState = {
  readonly canary: { readonly at: number; readonly metrics: readonly JudgedMetric[] } | null;
  readonly readiness: {
    readonly at: number;
    readonly verdict: ReadinessVerdict;
    readonly checks: readonly ReadinessCheck[];
  } | null;
  readonly baseline: {
    readonly at: number;
    readonly p95Ms: Readonly<Record<string, number>>;
    readonly errorRatePercent: Readonly<Record<string, number>>;
    readonly samples: number;
  } | null;
  /** While our own checks and the public status page don't agree, from two minutes on. */
  readonly disagreement: { readonly at: number; readonly since: number; readonly text: string } | null;
};
export const emptySignal: SignalState = { canary: null, readiness: null, baseline: null, disagreement: null };
