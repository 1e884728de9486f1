import { z } from 'zod';
import { LaunchId, PersonId } from '../ids.ts';
import { LaunchPlan } from '../plan/launch-plan.ts';
import { Person } from '../roster/person.ts';

/** First command of a launch: copies the plan and the roster, fixes rehearsal or production for good. */
export const LaunchCreate = z.strictObject({
  type: z.literal('launch.create'),
  launch: LaunchId,
  kind: z.enum(['rehearsal', 'production']),
  plan: LaunchPlan,
  tZeroAt: z.number().int(),
  /** Earliest and latest T-0, epoch ms; the pack's, from T-0, when left out (reconciled 7). */
  window: z.strictObject({ earliestAt: z.number().int(), latestAt: z.number().int() }).optional(),
  people: z.array(Person).min(1),
  keeper: PersonId,
  keeperKey: z.string().min(40),
  keeperWords: z.string(),
});
/** The cluster as it is seen each time the launch reaches it; in production with all else that is reached. */
export const ClusterIdentify = z.strictObject({
  type: z.literal('cluster.identify'),
  uid: z.string().min(1),
  context: z.string(),
  server: z.string(),
  user: z.string(),
  sources: z.array(z.string()).optional(),
});
/** After a start of the engine: what was running when it died. */
export const LaunchRecover = z.strictObject({
  type: z.literal('launch.recover'),
  /** Operations whose effect was started and never ended. */
  lost: z.array(z.strictObject({ action: z.string(), operation: z.string() })),
});
export const launchReports = [LaunchCreate, ClusterIdentify, LaunchRecover] as const;
