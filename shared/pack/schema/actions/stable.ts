import { z } from 'zod';
import { which } from './which.ts';

const side = (standard: 'stable' | 'canary') =>
  z.enum(['stable', 'canary']).default(standard).describe("The services' stable Deployments or their canaries.");

/** What keeps, takes away and brings back the version before, and makes the new one the next launch's stable. */
export const stableActions = [
  z
    .strictObject({ do: z.literal('note'), which: z.enum(['all', 'stable', 'canary']).default('all'), services: which })
    .describe('Notes counts and manifests of the Deployments in the launch, for whatever brings them back.'),
  z
    .strictObject({ do: z.literal('pin-autoscalers'), services: which })
    .describe("Raises the minimum of stable's autoscalers to stable's count; one without an autoscaler stays."),
  z
    .strictObject({ do: z.literal('unpin-autoscalers'), services: which })
    .describe("Puts the minimum of stable's autoscalers back to what it was."),
  z
    .strictObject({ do: z.literal('scale-services'), replicas: z.number().int().nonnegative(), services: which })
    .describe('Scales stable and canary of every service, dependents first; `note` comes before it.'),
  z
    .strictObject({ do: z.literal('restore-counts'), services: which })
    .describe('Brings every stable Deployment back as it was noted, made anew if it is gone, dependencies first.'),
  z
    .strictObject({ do: z.literal('wait-for-rollout'), which: side('stable'), services: which })
    .describe('Waits for each Deployment, all at once.'),
  z
    .strictObject({ do: z.literal('restart'), which: side('stable'), services: which })
    .describe('Restarts the pods of every Deployment and waits for them, in launch order.'),
  z
    .strictObject({ do: z.literal('delete-stable'), services: which })
    .describe('Deletes every stable Deployment; `note` comes before it.'),
  z
    .strictObject({ do: z.literal('next-stable'), services: which })
    .describe(
      'In launch order: stable in the new version, all traffic to it, the canary to zero, the autoscaler unpinned.',
    ),
] as const;
