import { z } from 'zod';
import { ServiceId } from '../ids.ts';

/**
 * What an operation does to one target outside. One schema for each kind; the kind's plan, run and look live in one
 * file under electron/engine/adapters, named in the engine's catalogue of operation kinds.
 */
export const SetImageSpec = z.strictObject({
  kind: z.literal('kubernetes.set-image'),
  deployment: z.string(),
  container: z.string(),
  image: z.string(),
  /** How long the rollout may take; without it the Deployment's own progress deadline decides. */
  rolloutTimeoutMs: z.number().int().positive().optional(),
});
export type SetImageSpec = z.infer<typeof SetImageSpec>;

/** Sets the replicas of a Deployment and waits until that many pods are ready. */
export const ScaleSpec = z.strictObject({
  kind: z.literal('kubernetes.scale'),
  deployment: z.string(),
  /** An absolute count, or a share in percent of another Deployment's replicas, rounded up (runbook §2.2). */
  replicas: z.union([
    z.strictObject({ count: z.number().int().nonnegative() }),
    z.strictObject({ percentOf: z.string(), percent: z.number().min(0).max(100) }),
  ]),
  /** How long the pods may take to be ready. */
  readyTimeoutMs: z.number().int().positive(),
});
export type ScaleSpec = z.infer<typeof ScaleSpec>;

/** Sets the two weights on every http route that names both subsets, in every VirtualService for `host`. */
export const WeightsSpec = z.strictObject({
  kind: z.literal('traffic.weights'),
  host: z.string(),
  subsets: z.strictObject({ stable: z.string(), canary: z.string() }),
  canaryPercent: z.number().int().min(0).max(100),
  /** The Deployment whose ready pods must carry the weight, checked before it moves; a rollback only warns. */
  carriedBy: z
    .strictObject({
      deployment: z.string(),
      minimumReady: z.number().int().nonnegative(),
      /** When set, at least `canaryPercent` of this Deployment's replicas must be ready too, rounded up. */
      percentOf: z.string().optional(),
    })
    .optional(),
});
export type WeightsSpec = z.infer<typeof WeightsSpec>;

export const FlagSpec = z.strictObject({
  kind: z.literal('flag.set'),
  flag: z.string(),
  environment: z.string(),
  on: z.boolean(),
});
export type FlagSpec = z.infer<typeof FlagSpec>;

/** Stores a message in the outbox; done when stored, not when sent (runbook §3.2 step 1, reconciled 21). */
export const MessageSpec = z.strictObject({
  kind: z.literal('message.post'),
  channel: z.string(),
  template: z.string(),
});
export type MessageSpec = z.infer<typeof MessageSpec>;

/** Reads back what a rollback must have reached: weights, canary at zero, stable's ready pods. */
export const ReadBackSpec = z.strictObject({
  kind: z.literal('rollback.read-back'),
  /** Without `host` the service has no routes: the canary at zero is what leaves all traffic to stable. */
  services: z.array(
    z.strictObject({ service: ServiceId, host: z.string().optional(), stable: z.string(), canary: z.string() }),
  ),
  subsets: z.strictObject({ stable: z.string(), canary: z.string() }),
  /** How long it may take until everything agrees; a minute without it. */
  withinMs: z.number().int().positive().optional(),
});
export type ReadBackSpec = z.infer<typeof ReadBackSpec>;

export const OperationSpec = z.discriminatedUnion('kind', [
  SetImageSpec,
  ScaleSpec,
  WeightsSpec,
  FlagSpec,
  MessageSpec,
  ReadBackSpec,
]);
export type OperationSpec = z.infer<typeof OperationSpec>;
export type OperationKindName = OperationSpec['kind'];
