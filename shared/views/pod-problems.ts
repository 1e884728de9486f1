import type {
  ClusterEventObserved,
  ClusterObserved,
  DeploymentObserved,
  PodObserved,
} from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan, Service } from '#shared/domain/plan/launch-plan.ts';

/** Warnings older than this no longer say what is wrong now. */
const WARNING_FRESH_MS = 10 * 60_000;

type SizedDeployment = Pick<DeploymentObserved, 'problem' | 'ready' | 'wanted'>;

const reasonOf = (problem: string): string => problem.split(':')[0]?.trim() ?? problem;
const HASHES = /^[a-z0-9]+(-[a-z0-9]+)?$/;
/** A pod of a Deployment is named after it, its ReplicaSet's hash and its own. */
const isPodOf = (name: string, deployment: string): boolean =>
  name.startsWith(`${deployment}-`) && HASHES.test(name.slice(deployment.length + 1));

/** Whose pod it is, by its name and that of its Deployment; null where it is none of the launch's. */
export function serviceOfPod(
  { services }: Pick<LaunchPlan, 'services'>,
  pod: string,
): { readonly service: Service; readonly subset: 'stable' | 'canary' } | null {
  let found: { readonly service: Service; readonly subset: 'stable' | 'canary' } | null = null;
  let length = 0;
  // The longest: a service may be called as another one begins.
  for (const service of services)
    for (const [deployment, subset] of [
      [service.stableDeployment, 'stable'],
      [service.canaryDeployment, 'canary'],
    ] as const)
      if (deployment.length > length && isPodOf(pod, deployment)) {
        found = { service, subset };
        length = deployment.length;
      }
  return found;
}

/** A Deployment in colour: what is wrong with it needs a person, pods that are missing a look. */
export function deploymentTone({ problem, ready, wanted }: SizedDeployment): 'act' | 'watch' | 'good' {
  if (problem !== null) return 'act';
  return ready < wanted ? 'watch' : 'good';
}

/** The pods of these Deployments that something is wrong with. */
export const podsOf = (cluster: ClusterObserved, deployments: readonly string[]): readonly PodObserved[] =>
  cluster.pods.filter(({ name, deployment }) =>
    deployment === null ? deployments.some((one) => isPodOf(name, one)) : deployments.includes(deployment),
  );

/** Warnings about these Deployments, their ReplicaSets and pods, newest first. */
export const warningsOf = (cluster: ClusterObserved, deployments: readonly string[]): readonly ClusterEventObserved[] =>
  cluster.events.filter(({ object }) => {
    const name = object.split(/[ /]/).at(-1) ?? object;
    return deployments.some((deployment) => name === deployment || isPodOf(name, deployment));
  });

/** `ImagePullBackOff on 2 pods`: what is wrong with most of them; null when nothing is. */
function ofPods(pods: readonly PodObserved[]): string | null {
  const counts = new Map<string, number>();
  for (const { problem } of pods)
    if (problem !== null) counts.set(reasonOf(problem), (counts.get(reasonOf(problem)) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (most === undefined) return null;
  const [reason, count] = most;
  return `${reason} on ${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/**
 * What is wrong with a service's Deployments, shortest true words first: what its pods say, else what the Deployment
 * says. Null when nothing is.
 */
export function problemOf(cluster: ClusterObserved, deployments: readonly string[]): string | null {
  const own = cluster.deployments.filter(({ name }) => deployments.includes(name));
  return ofPods(podsOf(cluster, deployments)) ?? own.find(({ problem }) => problem !== null)?.problem ?? null;
}

/** In a word that traffic of it goes to a subset that isn't there: before all else, since those requests fail. */
export const routeTrouble = ({ routeProblems }: ClusterObserved, service: string): string | null =>
  routeProblems.some((problem) => problem.service === service) ? 'route leads nowhere' : null;

/** `FailedScheduling x 3`: the newest warning about them, while it is new. A hint, never a state of its own. */
export function warningText(cluster: ClusterObserved, deployments: readonly string[], now: number): string | null {
  const warning = warningsOf(cluster, deployments).find(({ at }) => now - at <= WARNING_FRESH_MS);
  if (warning === undefined) return null;
  return warning.count > 1 ? `${warning.reason} x ${warning.count}` : warning.reason;
}
