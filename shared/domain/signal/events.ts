import { z } from 'zod';
import { JudgedMetric, ReadinessCheck, ReadinessVerdict } from './state.ts';

export const CanaryJudged = z.strictObject({ type: z.literal('canary.judged'), metrics: z.array(JudgedMetric) });
export const ReadinessJudged = z.strictObject({
  type: z.literal('readiness.judged'),
  verdict: ReadinessVerdict,
  checks: z.array(ReadinessCheck),
});
/** Captured at T-4h, or at the first chance after it and before the first step (reconciled 17). */
export const BaselineCaptured = z.strictObject({
  type: z.literal('baseline.captured'),
  p95Ms: z.record(z.string(), z.number()),
  errorRatePercent: z.record(z.string(), z.number()),
  samples: z.number().int().positive(),
});
export const signalEvents = [CanaryJudged, ReadinessJudged, BaselineCaptured] as const;
export type SignalEvent = z.infer<(typeof signalEvents)[number]>;
