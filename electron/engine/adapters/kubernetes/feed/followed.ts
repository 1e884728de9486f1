import type { Fault } from '#shared/lib/trouble.ts';
import type { PodProblem } from '../port.ts';
import type { VirtualService } from '../routes.ts';

/** What is kept of an object that is followed: some twenty fields, never the object. Times are the cluster's own, epoch ms. */
type Kept = { readonly name: string };

export type DeploymentFollowed = Kept & {
  readonly wanted: number;
  readonly ready: number;
  /** Of its first container. */
  readonly image: string;
  /** Pods that can't even be made (quota, admission) show here alone. */
  readonly failure: PodProblem | null;
};
export type ReplicaSetFollowed = Kept & { readonly deployment: string | null };
export type PodFollowed = Kept & {
  /** Null: made by something else, or by hand. */
  readonly replicaSet: string | null;
  readonly templateHash: string | null;
  readonly isReady: boolean;
  readonly isTerminating: boolean;
  readonly restarts: number;
  readonly problem: PodProblem | null;
  readonly node: string | null;
};
export type EventFollowed = Kept & {
  /** When it was last seen. */
  readonly at: number;
  /** `Pod search-canary-7d9f`. */
  readonly object: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
};
export type VirtualServiceFollowed = Kept & {
  /** Its http routes and their weights alone; null where they aren't as Istio describes them. */
  readonly service: VirtualService | null;
};
export type DestinationRuleFollowed = Kept & {
  readonly host: string;
  readonly subsets: readonly string[];
};
export type AutoscalerFollowed = Kept & {
  /** `Deployment search-stable`. */
  readonly target: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly current: number;
};

export type FollowedObjects = {
  readonly Deployment: DeploymentFollowed;
  readonly ReplicaSet: ReplicaSetFollowed;
  readonly Pod: PodFollowed;
  /** Those that warn. */
  readonly Event: EventFollowed;
  readonly VirtualService: VirtualServiceFollowed;
  readonly DestinationRule: DestinationRuleFollowed;
  readonly HorizontalPodAutoscaler: AutoscalerFollowed;
};
export type FollowedKind = keyof FollowedObjects;

/** How the following of one kind stands. */
export type FollowState = {
  readonly kind: FollowedKind;
  /** `left-out`: the cluster doesn't serve the kind; looked for again from time to time. */
  readonly state: 'starting' | 'live' | 'failing' | 'left-out';
  /**
   * When what is kept was last known to be what the cluster has, real time, epoch ms: a whole list, or a sign of life of the
   * watch. An open connection alone is none. Null: never.
   */
  readonly aliveAt: number | null;
  /** Why it is failing or left out; null otherwise. */
  readonly fault: Fault | null;
  /** When it is tried again, real ms from when it failed; null unless it is failing. */
  readonly retryInMs: number | null;
};

/** A namespace that is followed until its signal is aborted. What it keeps changes in place: read it when told. */
export interface Following {
  /** By name. */
  objects<K extends FollowedKind>(kind: K): ReadonlyMap<string, FollowedObjects[K]>;
  states(): readonly FollowState[];
  /** When every watch has ended, after the signal was aborted. */
  readonly ended: Promise<void>;
}

export type FollowOptions = {
  readonly kinds: readonly FollowedKind[];
  /** Objects of the kind have changed. */
  readonly changed: (kind: FollowedKind) => void;
  /** How long to wait after so many failures in a row (from 1 on), real ms. */
  readonly waitMs: (failures: number, fault: Fault) => number;
  readonly signal: AbortSignal;
};
