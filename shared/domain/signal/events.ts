import { z } from 'zod';
import { JudgedMetric, ReadinessCheck, ReadinessVerdict } from './judged.ts';

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
/** What the public is told isn't what our own checks see, for two minutes (product §7). */
export const DisagreementRaised = z.strictObject({
  type: z.literal('disagreement.raised'),
  /** Since when they don't agree, launch time. */
  since: z.number().int(),
  text: z.string(),
});
export const DisagreementEnded = z.strictObject({ type: z.literal('disagreement.ended') });
export const signalEvents = [
  CanaryJudged,
  ReadinessJudged,
  BaselineCaptured,
  DisagreementRaised,
  DisagreementEnded,
] as const;
export type SignalEvent = z.infer<(typeof signalEvents)[number]>;
