import { z } from 'zod';
import { ItemId } from '../ids.ts';
import { ProbeVerdict } from './verdict.ts';

/** What the machine saw of an item: sent when the verdict changes, and before a tick, so that the tick carries it. */
export const ProbeJudge = z.strictObject({
  type: z.literal('probe.judge'),
  item: ItemId,
  verdict: ProbeVerdict,
  text: z.string().max(1000),
  /** When it was seen, launch time, epoch ms. */
  seenAt: z.number().int(),
});
export const probeReports = [ProbeJudge] as const;
