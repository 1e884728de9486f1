import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { LaunchId, PersonId } from '../ids.ts';
import { LaunchPlan } from '../plan/launch-plan.ts';
import { Person } from '../roster/person.ts';

export const LaunchCreated = z.strictObject({
  type: z.literal('launch.created'),
  launch: LaunchId,
  kind: z.enum(['rehearsal', 'production']),
  plan: LaunchPlan,
  tZeroAt: z.number().int(),
  window: z.strictObject({ earliestAt: z.number().int(), latestAt: z.number().int() }).optional(),
  people: z.array(Person),
  keeper: PersonId,
  keeperKey: z.string(),
  keeperWords: z.string(),
  /** The keeper's signature over the roster. */
  signed: Signed,
});
export const ClusterIdentified = z.strictObject({
  type: z.literal('cluster.identified'),
  uid: z.string(),
  context: z.string(),
  server: z.string(),
  user: z.string(),
  /** In production: what else is reached, each in words with its address. */
  sources: z.array(z.string()).optional(),
});
/** The last step that moves traffic was verified. */
export const LaunchLaunched = z.strictObject({ type: z.literal('launch.launched') });
export const launchEvents = [LaunchCreated, ClusterIdentified, LaunchLaunched] as const;
