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
