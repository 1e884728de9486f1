export type DeploymentObserved = {
  readonly name: string;
  readonly wanted: number;
  readonly ready: number;
  readonly restarts: number;
  readonly image: string;
  readonly problem: string | null;
};

/** An event of the cluster that warns, newest first in lists; `at` is launch time. */
export type ClusterEventObserved = {
  readonly at: number;
  readonly namespace: string;
  /** `Pod search-canary-7d9f`. */
  readonly object: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
};

export type PodObserved = {
  readonly name: string;
  readonly deployment: string | null;
  readonly isReady: boolean;
  readonly restarts: number;
  /** `ImagePullBackOff: ...`; null when nothing is wrong with it. */
  readonly problem: string | null;
  readonly node: string | null;
};

/** An autoscaler of the launch's namespace; `target` as `Deployment search-stable`. */
export type AutoscalerObserved = {
  readonly target: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly current: number;
};

/** A route of a service that leads nowhere: `search-service routes to subset canary, which no DestinationRule defines`. */
export type RouteProblem = { readonly service: string; readonly text: string };

/** A namespace, of this or another cluster, that is watched besides the launch's own. */
export type NamespaceObserved = {
  readonly source: string;
  readonly title: string;
  readonly context: string;
  readonly namespace: string;
  readonly at: number;
  readonly deployments: readonly DeploymentObserved[];
};

/** The launch's namespace as the cluster told it last. */
export type ClusterObserved = {
  readonly at: number;
  readonly deployments: readonly DeploymentObserved[];
  /** Canary's weight by service id; null where routes disagree or can't be read. */
  readonly canaryPercent: Readonly<Record<string, number | null>>;
  /** Pods something is wrong with, at most 50. */
  readonly pods: readonly PodObserved[];
  /** Newest first, at most 50. */
  readonly events: readonly ClusterEventObserved[];
  /** Empty too while they can't be read. */
  readonly autoscalers: readonly AutoscalerObserved[];
  /** Told only while routes and subsets are both known. */
  readonly routeProblems: readonly RouteProblem[];
  readonly others: readonly NamespaceObserved[];
  /** Restarts since the canary began, by Deployment, as far as this console saw them; missing before. */
  readonly restartsSinceCanary?: Readonly<Record<string, number>>;
};
