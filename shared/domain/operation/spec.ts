import { z } from 'zod';
import { ServiceId } from '../ids.ts';

/**
 * What an operation does to one target outside. One schema for each kind; the kind's plan, run and look live in one
 * file under electron/engine/adapters, named in the engine's catalogue of operation kinds. `{{name}}` in any text stands
 * for what is asked when it comes to it; it is filled with the action's answers before the kind sees it.
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

/** An object of the cluster as a manifest has it: at least apiVersion, kind and a name. */
export const Manifest = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({ name: z.string().min(1) }),
});
export type Manifest = z.infer<typeof Manifest>;

/** Which object of the launch's namespace, e.g. `Secret db-credentials`. Without `apiVersion` the kind's own one is asked of the cluster. */
export const ObjectRef = z.strictObject({ apiVersion: z.string().optional(), kind: z.string(), name: z.string() });
export type ObjectRef = z.infer<typeof ObjectRef>;

/** Applies manifests server-side under Tminus's own field manager, and waits for what is a Deployment to be ready. */
export const ApplySpec = z.strictObject({
  kind: z.literal('kubernetes.apply'),
  objects: z.array(Manifest).min(1),
  readyTimeoutMs: z.number().int().positive(),
});
export type ApplySpec = z.infer<typeof ApplySpec>;

/** Sets the fields named and no other; a Secret's values are never shown or logged (reconciled 24). */
export const PatchSpec = z.strictObject({
  kind: z.literal('kubernetes.patch'),
  object: ObjectRef,
  /** `path` by its parts: `["data", "host"]`. A Secret's `data` is given as plain text and encoded. */
  fields: z.array(z.strictObject({ path: z.array(z.string()).min(1), value: z.string() })).min(1),
});
export type PatchSpec = z.infer<typeof PatchSpec>;

/** Deletes a Deployment whose manifest the launch has noted; refused without the note (reconciled 15). */
export const DeleteSpec = z.strictObject({ kind: z.literal('kubernetes.delete'), deployment: z.string() });
export type DeleteSpec = z.infer<typeof DeleteSpec>;

/** Restarts a Deployment's pods and waits for the rollout. */
export const RestartSpec = z.strictObject({
  kind: z.literal('kubernetes.restart'),
  deployment: z.string(),
  readyTimeoutMs: z.number().int().positive(),
});
export type RestartSpec = z.infer<typeof RestartSpec>;

/** Waits until every Deployment's rollout is complete, all at once (reconciled 16). Changes nothing. */
export const WaitSpec = z.strictObject({
  kind: z.literal('kubernetes.wait'),
  deployments: z.array(z.string()).min(1),
  timeoutMs: z.number().int().positive(),
});
export type WaitSpec = z.infer<typeof WaitSpec>;

/** Reads one field and compares it. Changes nothing. */
export const ReadSpec = z.strictObject({
  kind: z.literal('kubernetes.read'),
  object: ObjectRef,
  path: z.array(z.string()).min(1),
  expected: z.string(),
});
export type ReadSpec = z.infer<typeof ReadSpec>;

/** Raises an autoscaler's minimum to its Deployment's count, so that stable keeps its pods (reconciled 9); the old one stays noted on it. */
export const PinAutoscalerSpec = z.strictObject({
  kind: z.literal('kubernetes.pin-autoscaler'),
  deployment: z.string(),
});
export type PinAutoscalerSpec = z.infer<typeof PinAutoscalerSpec>;
/** Puts back the minimum that was there before the pin. */
export const UnpinAutoscalerSpec = z.strictObject({
  kind: z.literal('kubernetes.unpin-autoscaler'),
  deployment: z.string(),
});
export type UnpinAutoscalerSpec = z.infer<typeof UnpinAutoscalerSpec>;

/** Notes counts and manifests of Deployments in the log, before something takes them away. Changes nothing. */
export const NoteSpec = z.strictObject({
  kind: z.literal('kubernetes.note'),
  deployments: z.array(z.string()).min(1),
});
export type NoteSpec = z.infer<typeof NoteSpec>;

/** Brings a Deployment back as it was noted: made anew if it is gone, its count, all pods ready; with `image` in that version. */
export const RestoreSpec = z.strictObject({
  kind: z.literal('kubernetes.restore'),
  deployment: z.string(),
  image: z.strictObject({ container: z.string(), image: z.string() }).optional(),
  readyTimeoutMs: z.number().int().positive(),
});
export type RestoreSpec = z.infer<typeof RestoreSpec>;

/** Takes an Argo CD Application's automated sync away, or gives it back as it was (reconciled 32). */
export const SyncSpec = z.strictObject({
  kind: z.literal('argo.sync'),
  application: z.string(),
  /** Where Applications lie, e.g. `argocd`. */
  namespace: z.string(),
  automated: z.enum(['suspended', 'restored']),
});
export type SyncSpec = z.infer<typeof SyncSpec>;

/** One HTTP request; anything but GET and HEAD is sent once. */
export const RequestSpec = z.strictObject({
  kind: z.literal('http.request'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.string(),
  body: z.string().optional(),
  status: z.number().int(),
  timeoutMs: z.number().int().positive(),
});
export type RequestSpec = z.infer<typeof RequestSpec>;

/** Runs a program of the team: never a shell line. */
export const CommandSpec = z.strictObject({
  kind: z.literal('command.run'),
  program: z.string(),
  arguments: z.array(z.string()),
  timeoutMs: z.number().int().positive(),
  /** What its output must contain. */
  expected: z.string().optional(),
  /** SHA-256 (hex) of its file, where the pack pins it; else the one that the confirmed plan showed. */
  sha256: z.string().optional(),
  /** Running it again does no harm: it may be run anew when nobody knows whether it took effect. */
  isRepeatable: z.boolean(),
});
export type CommandSpec = z.infer<typeof CommandSpec>;

/** A person does it and says so. */
export const ManualSpec = z.strictObject({ kind: z.literal('manual.step'), text: z.string() });
export type ManualSpec = z.infer<typeof ManualSpec>;

export const OperationSpec = z.discriminatedUnion('kind', [
  SetImageSpec,
  ScaleSpec,
  WeightsSpec,
  FlagSpec,
  MessageSpec,
  ReadBackSpec,
  ApplySpec,
  PatchSpec,
  DeleteSpec,
  RestartSpec,
  WaitSpec,
  ReadSpec,
  PinAutoscalerSpec,
  UnpinAutoscalerSpec,
  NoteSpec,
  RestoreSpec,
  SyncSpec,
  RequestSpec,
  CommandSpec,
  ManualSpec,
]);
export type OperationSpec = z.infer<typeof OperationSpec>;
export type OperationKindName = OperationSpec['kind'];
