import type {
  AutoscalerObserved,
  ClusterEventObserved,
  DeploymentObserved,
  PodObserved,
  RouteProblem,
} from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Following, PodFollowed } from '../adapters/kubernetes/feed/followed.ts';
import { inWords } from '../adapters/kubernetes/pods.ts';
import { isSameHost, weightsOf } from '../adapters/kubernetes/routes.ts';
import type { Clock } from '../clock.ts';

/** As many of each as a screen has room for. */
const MOST = 50;

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);

/** Which Deployment a pod is of; its ReplicaSet says so, and where those can't be read, the ReplicaSet's own name does. */
export function deploymentOf(feed: Following, { replicaSet, templateHash }: PodFollowed): string | null {
  if (replicaSet === null) return null;
  const known = feed.objects('ReplicaSet').get(replicaSet);
  if (known !== undefined) return known.deployment;
  return templateHash !== null && replicaSet.endsWith(`-${templateHash}`)
    ? replicaSet.slice(0, -templateHash.length - 1)
    : null;
}

/** Every Deployment with what its pods show: their restarts, and the first thing that is wrong. */
export function deploymentsObserved(feed: Following): readonly DeploymentObserved[] {
  const restarts = new Map<string, number>();
  const problems = new Map<string, string>();
  for (const pod of feed.objects('Pod').values()) {
    if (pod.isTerminating || (pod.restarts === 0 && pod.problem === null)) continue;
    const name = deploymentOf(feed, pod);
    if (name === null) continue;
    restarts.set(name, (restarts.get(name) ?? 0) + pod.restarts);
    if (pod.problem !== null && !problems.has(name)) problems.set(name, inWords(pod.problem));
  }
  return [...feed.objects('Deployment').values()].sort(byName).map(({ name, wanted, ready, image, failure }) => ({
    ...{ name, wanted, ready, image, restarts: restarts.get(name) ?? 0 },
    problem: failure === null ? (problems.get(name) ?? null) : inWords(failure),
  }));
}

/** Pods that something is wrong with. */
export function podsObserved(feed: Following): readonly PodObserved[] {
  const troubled: PodFollowed[] = [];
  for (const pod of feed.objects('Pod').values()) if (pod.problem !== null && !pod.isTerminating) troubled.push(pod);
  return troubled
    .sort(byName)
    .slice(0, MOST)
    .map((pod) => podObserved(feed, pod));
}

const podObserved = (feed: Following, pod: PodFollowed): PodObserved => ({
  ...{ name: pod.name, isReady: pod.isReady, restarts: pod.restarts, node: pod.node },
  deployment: deploymentOf(feed, pod),
  problem: pod.problem === null ? null : inWords(pod.problem),
});

/** Any pod of the launch's namespace, for who asks for it by name: windows are told only of those in trouble. */
export function podByName(feed: Following, name: string): PodObserved | null {
  const pod = feed.objects('Pod').get(name);
  return pod === undefined ? null : podObserved(feed, pod);
}

/** What the cluster warns of, newest first. Its own times are real ones. */
export const eventsObserved = (feed: Following, clock: Clock, namespace: string): readonly ClusterEventObserved[] =>
  [...feed.objects('Event').values()]
    .sort((a, b) => b.at - a.at || byName(a, b))
    .slice(0, MOST)
    .map(({ at, object, reason, message, count }) => ({
      ...{ at: clock.at(at), namespace, object, reason, message, count },
    }));

/** Canary's share by service; null where routes disagree, or when they are no longer known to be so. */
export function canaryPercents(
  plan: LaunchPlan,
  feed: Following,
  isRoutesKnown: boolean,
): Readonly<Record<string, number | null>> {
  const routes = [...feed.objects('VirtualService').values()];
  const ready = (name: string): number => feed.objects('Deployment').get(name)?.ready ?? 0;
  return Object.fromEntries(
    plan.services.map(({ id, host, canaryDeployment, stableDeployment }) => {
      if (plan.traffic === 'replicas') return [id, shareOf(ready(canaryDeployment), ready(stableDeployment))];
      const weights = routes.flatMap(({ service }) =>
        service === null ? [] : weightsOf(service, host, plan.subsets, plan.namespace),
      );
      const shares = new Set(weights.map(({ canaryPercent }) => canaryPercent));
      const [only] = shares;
      return [id, isRoutesKnown && shares.size === 1 ? (only ?? null) : null];
    }),
  );
}

/** Without a mesh the share is what the ready pods give; null when there is none at all. */
const shareOf = (canary: number, stable: number): number | null =>
  canary + stable === 0 ? null : Math.round((100 * canary) / (canary + stable));

export const autoscalersObserved = (feed: Following): readonly AutoscalerObserved[] =>
  [...feed.objects('HorizontalPodAutoscaler').values()]
    .sort(byName)
    .map(({ target, minimum, maximum, current }) => ({ target, minimum, maximum, current }));

/**
 * Subsets of the plan's services that a route names and their DestinationRules don't define: requests fail there. Without
 * any rule for a host in the namespace nothing is said: it may lie in the mesh's root namespace, which is not followed.
 */
export function routeProblems({ services, namespace }: LaunchPlan, feed: Following): readonly RouteProblem[] {
  const rules = [...feed.objects('DestinationRule').values()];
  const routes = [...feed.objects('VirtualService').values()].sort(byName);
  return services.flatMap(({ id, host }) => {
    const own = rules.filter((rule) => isSameHost(rule.host, host, namespace));
    if (own.length === 0) return [];
    const defined = own.flatMap(({ subsets }) => subsets);
    const texts = routes.flatMap(({ name, service }) =>
      (service?.spec?.http ?? [])
        .flatMap(({ route }) => route ?? [])
        .filter(({ destination }) => isSameHost(destination.host, host, namespace))
        .flatMap(({ destination: { subset } }) => subset ?? [])
        .filter((subset) => !defined.includes(subset))
        .map((subset) => `${name} routes to subset ${subset}, which no DestinationRule defines`),
    );
    return [...new Set(texts)].map((text) => ({ service: id, text }));
  });
}
