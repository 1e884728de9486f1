import type { Check } from '#shared/domain/operation/plan.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Following, FollowOptions } from './feed/followed.ts';

/** Which cluster this is. `uid` is the UID of its kube-system namespace: the same name on two clusters differs here. */
export type ClusterIdentity = {
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  readonly uid: string;
  readonly version: string;
  readonly user: string;
  /** Its kube-system namespace says that it is there to rehearse on, whatever the context is called. */
  readonly isRehearsal: boolean;
};

/** Why a pod isn't ready, in the cluster's words: `ImagePullBackOff: Back-off pulling image "..."`. */
export type PodProblem = { readonly pod: string; readonly reason: string; readonly message: string };

export type DeploymentSeen = {
  readonly name: string;
  readonly uid: string;
  readonly wanted: number;
  readonly ready: number;
  readonly updated: number;
  readonly restarts: number;
  readonly images: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly isObserved: boolean;
  /** The Deployment's own condition `Available`. */
  readonly isAvailable: boolean;
  readonly problems: readonly PodProblem[];
};

/** The weights of one http route that names both subsets. */
export type RouteWeights = {
  readonly virtualService: string;
  readonly route: number;
  readonly canaryPercent: number;
  readonly stablePercent: number;
};

export type AccessCheck = {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
};
export type AccessAnswer = AccessCheck & { readonly isAllowed: boolean; readonly reason: string };

/** `text` is the condition's reason and message. */
export type AutoscalerCondition = { readonly type: string; readonly isTrue: boolean; readonly text: string };
export type AutoscalerSeen = { readonly name: string; readonly conditions: readonly AutoscalerCondition[] };

/** `endedAtMs`: the cluster's own time, epoch ms. */
export type JobSeen = {
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly endedAtMs: number | null;
  readonly text: string;
};

/** Full names of images, each with one node that holds it, or one pod that runs it. */
export type ImagesSeen = {
  readonly onNodes: Result<ReadonlyMap<string, string>, Fault>;
  readonly inPods: Result<ReadonlyMap<string, string>, Fault>;
};

/** Who is on record as having set which fields, newest claim of that manager. `fields` as the API spells a set of fields. */
export type FieldOwner = {
  readonly manager: string;
  readonly subresource: string;
  /** Epoch ms, to the second. */
  readonly at: number;
  readonly fields: unknown;
};
/** As much of an object as says who keeps it. */
export type Tracked = {
  readonly kind: string;
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
};
/** An object that is watched for changes by others: what people set of it, without status and what controllers note on it. */
export type WatchedObject = {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly content: {
    readonly metadata: {
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };
    readonly spec: unknown;
  };
  readonly owners: readonly FieldOwner[];
};
export type WatchedList = { readonly kind: string; readonly objects: Result<readonly WatchedObject[], Fault> };

/** The cluster in our words: what screens, readiness and verification read. Changes go through operation kinds. */
export interface ClusterPort {
  identity(signal?: AbortSignal): Promise<Result<ClusterIdentity, Fault>>;
  mayI(checks: readonly AccessCheck[], signal?: AbortSignal): Promise<Result<readonly AccessAnswer[], Fault>>;
  /** Every Deployment of the namespace with its pods' problems, slimmed at the door. */
  deployments(signal?: AbortSignal): Promise<Result<readonly DeploymentSeen[], Fault>>;
  weights(
    host: string,
    subsets: { readonly stable: string; readonly canary: string },
    signal?: AbortSignal,
  ): Promise<Result<readonly RouteWeights[], Fault>>;
  autoscalers(signal?: AbortSignal): Promise<Result<readonly AutoscalerSeen[], Fault>>;
  job(name: string, signal?: AbortSignal): Promise<Result<JobSeen, Fault>>;
  /** Which of these Secrets are there; values are never asked for. */
  secrets(names: readonly string[], signal?: AbortSignal): Promise<Result<readonly string[], Fault>>;
  /** What Argo CD would undo of a change to these objects; nothing where it keeps none of them (reconciled 32). */
  selfHealing(objects: readonly Tracked[]): Promise<readonly Check[]>;
  /** Deployments, routes, subsets and autoscalers as they are set, kind by kind; a kind that the cluster doesn't serve is left out. */
  watched(signal?: AbortSignal): Promise<readonly WatchedList[]>;
  /** Follows the namespace: what it has of each kind now, and what changes, until aborted. Its faults are in its states. */
  follow(options: FollowOptions): Following;
  images(signal?: AbortSignal): Promise<ImagesSeen>;
  close(): void;
}
