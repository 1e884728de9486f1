import type { V1Deployment, V1LabelSelector, V1Pod } from '@kubernetes/client-node';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { podProblem } from './pods.ts';
import type { DeploymentSeen, PodProblem } from './port.ts';
import { atOnceMs, sharedAnswers } from './shared-answers.ts';

/** One Deployment as the server has it. */
export const readDeployment = (
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<Result<V1Deployment, Fault>> =>
  connection.call(
    { verb: 'get', resource: 'deployments.apps', name },
    ({ apps }, options) => apps.readNamespacedDeployment({ name, namespace: connection.place.namespace }, options),
    signal,
  );

const shared = sharedAnswers<V1Deployment>(atOnceMs);
/** The same for plans, several of which are about one Deployment. */
export const knownDeployment = (connection: Connection, name: string): Promise<Result<V1Deployment, Fault>> =>
  shared(connection, name, () => readDeployment(connection, name));

/** The pods that a Deployment's selector picks, those being terminated too. */
export async function podsOf(
  connection: Connection,
  deployment: V1Deployment,
  signal?: AbortSignal,
): Promise<Result<readonly V1Pod[], Fault>> {
  const list = await connection.call(
    { verb: 'list', resource: 'pods' },
    ({ core }, options) =>
      core.listNamespacedPod(
        { namespace: connection.place.namespace, labelSelector: selectorText(deployment.spec?.selector) },
        options,
      ),
    signal,
  );
  return list.ok ? ok(list.value.items) : list;
}

/** Every Deployment of the namespace with what is wrong with its pods: two requests, whatever the number. */
export async function listDeployments(
  connection: Connection,
  signal?: AbortSignal,
): Promise<Result<readonly DeploymentSeen[], Fault>> {
  const { namespace } = connection.place;
  const [deployments, pods] = await Promise.all([
    connection.call(
      { verb: 'list', resource: 'deployments.apps' },
      ({ apps }, options) => apps.listNamespacedDeployment({ namespace }, options),
      signal,
    ),
    connection.call(
      { verb: 'list', resource: 'pods' },
      ({ core }, options) => core.listNamespacedPod({ namespace }, options),
      signal,
    ),
  ]);
  if (!deployments.ok) return deployments;
  if (!pods.ok) return pods;
  return ok(
    deployments.value.items.map((one) =>
      seen(
        one,
        pods.value.items.filter((pod) => selects(one.spec?.selector, pod)),
      ),
    ),
  );
}

function seen(deployment: V1Deployment, pods: readonly V1Pod[]): DeploymentSeen {
  const { metadata, spec, status } = deployment;
  const alive = pods.filter((pod) => pod.metadata?.deletionTimestamp === undefined);
  const restarts = alive
    .flatMap((pod) => pod.status?.containerStatuses ?? [])
    .reduce((sum, one) => sum + one.restartCount, 0);
  return {
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
    wanted: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    restarts,
    images: Object.fromEntries((spec?.template.spec?.containers ?? []).map((one) => [one.name, one.image ?? ''])),
    labels: metadata?.labels ?? {},
    isObserved: isObserved(deployment),
    isAvailable: status?.conditions?.some((one) => one.type === 'Available' && one.status === 'True') === true,
    problems: [...replicaFailure(deployment), ...alive.flatMap((pod) => podProblem(pod) ?? [])],
  };
}

/** True when the controller has seen the newest spec: before that its status is about the one before. */
export const isObserved = (deployment: V1Deployment): boolean =>
  (deployment.status?.observedGeneration ?? 0) >= (deployment.metadata?.generation ?? 0);

/** Pods that can't even be made (quota, admission) show on the Deployment alone. */
function replicaFailure(deployment: V1Deployment): PodProblem[] {
  const condition = deployment.status?.conditions?.find(
    (one) => one.type === 'ReplicaFailure' && one.status === 'True',
  );
  if (condition === undefined) return [];
  return [
    {
      pod: deployment.metadata?.name ?? '',
      reason: condition.reason ?? 'ReplicaFailure',
      message: condition.message ?? '',
    },
  ];
}

function selectorText(selector: V1LabelSelector | undefined): string {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const sets = (selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${(values ?? []).join(',')})`;
  });
  return [...equal, ...sets].join(',');
}

function selects(selector: V1LabelSelector | undefined, pod: V1Pod): boolean {
  const labels = pod.metadata?.labels ?? {};
  const equal = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const isIn = value !== undefined && (values ?? []).includes(value);
      return operator === 'In' ? isIn : !isIn;
    })
  );
}
