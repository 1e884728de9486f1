import { z } from 'zod';
import { JudgedMetric } from './state.ts';

/** The watch reports what the canary's metrics say, each time a verdict changes. */
export const CanaryJudge = z.strictObject({ type: z.literal('canary.judge'), metrics: z.array(JudgedMetric) });
export const signalReports = [CanaryJudge] as const;
