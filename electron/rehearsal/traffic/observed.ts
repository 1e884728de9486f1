import type { JsonObject } from '../json.ts';
import { isObject, listAt, numberAt, objectAt, textAt, textsAt } from '../json.ts';
import { isPodReady, isTerminating, labelsOf, nameOf } from '../kubernetes/object.ts';

/** The lists of one namespace from which traffic follows: from our own store or from a real API server. */
export type ClusterLists = {
  readonly virtualServices: readonly JsonObject[];
  readonly destinationRules: readonly JsonObject[];
  readonly deployments: readonly JsonObject[];
  readonly pods: readonly JsonObject[];
};

export type PodSeen = {
  readonly name: string;
  readonly isReady: boolean;
  readonly image: string;
  readonly restarts: number;
  /** Why a container waits, e.g. `CrashLoopBackOff`; '' while none does. */
  readonly waiting: string;
};
export type SubsetSeen = {
  readonly name: string;
  /** Part of the service's requests that the routes send here, 0 to 1. */
  readonly share: number;
  readonly pods: readonly PodSeen[];
};
export type ServiceSeen = {
  readonly name: string;
  readonly subsets: readonly SubsetSeen[];
  /** Set where a route answers by itself, as a maintenance page does: the HTTP status. */
  readonly directStatus: number | null;
};
export type DeploymentSeen = { readonly name: string; readonly wanted: number; readonly ready: number };
export type ClusterSeen = {
  readonly services: readonly ServiceSeen[];
  readonly deployments: readonly DeploymentSeen[];
};

/** Whether a route's host names the service: its short name or any form with the namespace. */
const isHost = (host: string, service: string): boolean => host === service || host.startsWith(`${service}.`);

function podSeen(pod: JsonObject): PodSeen {
  const statuses = listAt(pod, 'status', 'containerStatuses');
  return {
    name: nameOf(pod),
    isReady: isPodReady(pod),
    image: textAt(pod, 'spec', 'containers', 0, 'image'),
    restarts: statuses.reduce<number>((sum, status) => sum + numberAt(status, 0, 'restartCount'), 0),
    waiting: statuses.map((status) => textAt(status, 'state', 'waiting', 'reason')).find(Boolean) ?? '',
  };
}

/** Shares by subset of every http route that leads to the service; '' is a destination without subset. */
function sharesOf(
  service: string,
  lists: ClusterLists,
): { readonly shares: Map<string, number>; readonly directStatus: number | null } {
  const found: Map<string, number>[] = [];
  let directStatus: number | null = null;
  for (const virtualService of lists.virtualServices) {
    const isOwn = listAt(virtualService, 'spec', 'hosts').some(
      (host) => typeof host === 'string' && isHost(host, service),
    );
    for (const http of listAt(virtualService, 'spec', 'http')) {
      const direct = numberAt(http, 0, 'directResponse', 'status');
      if (isOwn && direct > 0) directStatus = direct;
      const routes = listAt(http, 'route').filter(isObject);
      const total = routes.reduce((sum, route) => sum + numberAt(route, routes.length === 1 ? 100 : 0, 'weight'), 0);
      if (total === 0 || !routes.some((route) => isHost(textAt(route, 'destination', 'host'), service))) continue;
      const shares = new Map<string, number>();
      for (const route of routes) {
        if (!isHost(textAt(route, 'destination', 'host'), service)) continue;
        const subset = textAt(route, 'destination', 'subset');
        const weight = numberAt(route, routes.length === 1 ? 100 : 0, 'weight');
        shares.set(subset, (shares.get(subset) ?? 0) + weight / total);
      }
      found.push(shares);
    }
  }
  const shares = new Map<string, number>();
  for (const each of found)
    for (const [subset, share] of each) shares.set(subset, (shares.get(subset) ?? 0) + share / found.length);
  if (found.length === 0) shares.set('', 1);
  return { shares, directStatus };
}

const TRACKS = ['stable', 'canary'];

/** Without a mesh nobody declares subsets: the pods' `track` label tells them apart, and a Service sends to all of them alike. */
function subsetsOf(service: string, lists: ClusterLists, isUnrouted: boolean) {
  const rule = lists.destinationRules.find((each) => isHost(textAt(each, 'spec', 'host'), service));
  if (!rule && isUnrouted) return TRACKS.map((track) => ({ name: track, labels: { track } }));
  return listAt(rule, 'spec', 'subsets')
    .filter(isObject)
    .map((subset) => ({ name: textAt(subset, 'name'), labels: textsAt(objectAt(subset), 'labels') }));
}

/** What a proxy would do with the service's requests, and the pods behind each subset. */
export function observeService(service: string, lists: ClusterLists): ServiceSeen {
  const pods = lists.pods.filter((pod) => labelsOf(pod).app === service && !isTerminating(pod));
  const { shares, directStatus } = sharesOf(service, lists);
  const declared = subsetsOf(service, lists, shares.size === 1 && shares.has(''));
  const subsets = declared.map(({ name, labels }) => ({
    name,
    share: shares.get(name) ?? 0,
    pods: pods
      .filter((pod) => Object.entries(labels).every(([key, value]) => labelsOf(pod)[key] === value))
      .map(podSeen),
  }));
  // A subset that no DestinationRule knows has no pods: its requests fail, as they do in life.
  const unknown = [...shares].filter(([name]) => name !== '' && !declared.some((each) => each.name === name));
  const unsplit = shares.get('') ?? 0;
  const ready = subsets.reduce((sum, subset) => sum + subset.pods.filter((pod) => pod.isReady).length, 0);
  const spread = subsets.map((subset, index) => {
    const own = subset.pods.filter((pod) => pod.isReady).length;
    // Requests that find no ready pod at all fail, rather than never having been sent: the first subset has them.
    const part = ready > 0 ? own / ready : index === 0 ? 1 : 0;
    return { ...subset, share: subset.share + unsplit * part };
  });
  return {
    name: service,
    subsets: [...spread, ...unknown.map(([name, share]) => ({ name, share, pods: [] }))],
    directStatus,
  };
}

export function observe(services: readonly string[], lists: ClusterLists): ClusterSeen {
  return {
    services: services.map((service) => observeService(service, lists)),
    deployments: lists.deployments.map((deployment) => ({
      name: nameOf(deployment),
      wanted: numberAt(deployment, 0, 'spec', 'replicas'),
      ready: numberAt(deployment, 0, 'status', 'readyReplicas'),
    })),
  };
}
