import { z } from 'zod';
import { JudgedMetric, ReadinessCheck, ReadinessVerdict } from './judged.ts';

/** The watch reports what the canary's metrics say, each time a verdict changes. */
export const CanaryJudge = z.strictObject({ type: z.literal('canary.judge'), metrics: z.array(JudgedMetric) });
/** The readiness proof reports whether a rollback would work, each time the verdict changes. */
export const ReadinessJudge = z.strictObject({
  type: z.literal('readiness.judge'),
  verdict: ReadinessVerdict,
  checks: z.array(ReadinessCheck),
});
/** What stable did before anything was changed, by `SERVICE SUBSET`: what criteria of the baseline are measured against. */
export const BaselineCapture = z.strictObject({
  type: z.literal('baseline.capture'),
  p95Ms: z.record(z.string(), z.number()),
  errorRatePercent: z.record(z.string(), z.number()),
  /** How many samples it is the median of. */
  samples: z.number().int().positive(),
});
/** Our own checks and the public status page haven't agreed for two minutes (product §7). */
export const DisagreementRaise = z.strictObject({
  type: z.literal('disagreement.raise'),
  since: z.number().int(),
  text: z.string(),
});
export const DisagreementEnd = z.strictObject({ type: z.literal('disagreement.end') });
export const signalReports = [
  CanaryJudge,
  ReadinessJudge,
  BaselineCapture,
  DisagreementRaise,
  DisagreementEnd,
] as const;
