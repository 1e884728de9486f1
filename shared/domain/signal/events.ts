import { z } from 'zod';
import { JudgedMetric } from './state.ts';

export const CanaryJudged = z.strictObject({ type: z.literal('canary.judged'), metrics: z.array(JudgedMetric) });
export const signalEvents = [CanaryJudged] as const;
export type SignalEvent = z.infer<(typeof signalEvents)[number]>;
