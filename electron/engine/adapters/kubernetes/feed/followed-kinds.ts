import type { JsonObject } from '../json-object.ts';
import { istioGroup, istioVersions } from '../routes.ts';
import type { FollowedKind, FollowedObjects } from './followed.ts';
import { lighterPod } from './lighter-pod.ts';
import { slimAutoscaler, slimDestinationRule, slimEvent, slimVirtualService } from './slim-others.ts';
import { slimDeployment, slimPod, slimReplicaSet } from './slim-workloads.ts';
import type { Watched } from './watch-once.ts';

export type Followable<T> = {
  readonly group: string;
  /** The first that the cluster serves is taken. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly query: Readonly<Record<string, string>>;
  readonly lighter?: Watched['lighter'];
  readonly slim: (object: JsonObject) => T | null;
};

/** Where each kind lies and what is kept of it. One line and its type in `followed.ts` add one. */
export const followedKinds: { readonly [K in FollowedKind]: Followable<FollowedObjects[K]> } = {
  Deployment: { group: 'apps', versions: ['v1'], plural: 'deployments', query: {}, slim: slimDeployment },
  ReplicaSet: { group: 'apps', versions: ['v1'], plural: 'replicasets', query: {}, slim: slimReplicaSet },
  Pod: { group: '', versions: ['v1'], plural: 'pods', query: {}, lighter: lighterPod, slim: slimPod },
  // Most events are ordinary; those that warn are what a war room wants to see.
  Event: { group: '', versions: ['v1'], plural: 'events', query: { fieldSelector: 'type=Warning' }, slim: slimEvent },
  VirtualService: {
    ...{ group: istioGroup, versions: istioVersions, plural: 'virtualservices', query: {} },
    slim: slimVirtualService,
  },
  DestinationRule: {
    ...{ group: istioGroup, versions: istioVersions, plural: 'destinationrules', query: {} },
    slim: slimDestinationRule,
  },
  HorizontalPodAutoscaler: {
    ...{ group: 'autoscaling', versions: ['v2', 'v1'], plural: 'horizontalpodautoscalers', query: {} },
    slim: slimAutoscaler,
  },
};
export const followedNames = Object.keys(followedKinds) as readonly FollowedKind[];

/** What is followed of a namespace that is watched besides the launch's. */
export const kindsBesides: readonly FollowedKind[] = ['Deployment', 'Pod', 'ReplicaSet'];
