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

/** The last judgement that became an event; it becomes one each time a verdict changes. */
export type SignalState = {
  readonly canary: { readonly at: number; readonly metrics: readonly JudgedMetric[] } | null;
};
export const emptySignal: SignalState = { canary: null };
