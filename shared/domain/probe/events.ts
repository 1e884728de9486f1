import { z } from 'zod';
import { ItemId } from '../ids.ts';
import { ProbeVerdict } from './verdict.ts';

export const ProbeJudged = z.strictObject({
  type: z.literal('probe.judged'),
  item: ItemId,
  verdict: ProbeVerdict,
  text: z.string(),
  seenAt: z.number().int(),
});
export const probeEvents = [ProbeJudged] as const;
export type ProbeEvent = z.infer<(typeof probeEvents)[number]>;
