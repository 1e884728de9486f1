import { z } from 'zod';
import { JudgedMetric, ReadinessCheck, ReadinessVerdict } from './state.ts';

export const CanaryJudged = z.strictObject({ type: z.literal('canary.judged'), metrics: z.array(JudgedMetric) });
export const ReadinessJudged = z.strictObject({
  type: z.literal('readiness.judged'),
  verdict: ReadinessVerdict,
  checks: z.array(ReadinessCheck),
});
export const signalEvents = [CanaryJudged, ReadinessJudged] as const;
export type SignalEvent = z.infer<(typeof signalEvents)[number]>;
