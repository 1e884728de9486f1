import { z } from 'zod';
import { JudgedMetric, ReadinessCheck, ReadinessVerdict } from './state.ts';

/** The watch reports what the canary's metrics say, each time a verdict changes. */
export const CanaryJudge = z.strictObject({ type: z.literal('canary.judge'), metrics: z.array(JudgedMetric) });
/** The readiness proof reports whether a rollback would work, each time the verdict changes. */
export const ReadinessJudge = z.strictObject({
  type: z.literal('readiness.judge'),
  verdict: ReadinessVerdict,
  checks: z.array(ReadinessCheck),
});
export const signalReports = [CanaryJudge, ReadinessJudge] as const;
