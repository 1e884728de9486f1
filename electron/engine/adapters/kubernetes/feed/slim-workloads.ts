import type { V1Deployment, V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import type { JsonObject } from '../json-object.ts';
import { isReady, isTerminating, podProblem } from '../pods.ts';
import type { PodProblem } from '../port.ts';
import type { DeploymentFollowed, PodFollowed, ReplicaSetFollowed } from './followed.ts';

/*
 * Objects as the server sends them have the client's shape but for their times, which are texts here; none is read. Every field
 * is looked for with care all the same: what is missing is missing, and what makes no sense ends the watch as a Fault.
 */

export function slimDeployment(object: JsonObject): DeploymentFollowed | null {
  const { metadata, spec, status } = object as V1Deployment;
  if (metadata?.name === undefined) return null;
  return {
    name: metadata.name,
    wanted: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
    image: spec?.template?.spec?.containers?.[0]?.image ?? '',
    failure: replicaFailure(metadata.name, status),
  };
}

function replicaFailure(name: string, status: V1Deployment['status']): PodProblem | null {
  const failure = status?.conditions?.find((one) => one.type === 'ReplicaFailure' && one.status === 'True');
  if (failure === undefined) return null;
  return { pod: name, reason: failure.reason ?? 'ReplicaFailure', message: failure.message ?? '' };
}

export function slimReplicaSet(object: JsonObject): ReplicaSetFollowed | null {
  const { metadata } = object as V1ReplicaSet;
  if (metadata?.name === undefined) return null;
  return { name: metadata.name, deployment: controller(metadata, 'Deployment') };
}

export function slimPod(object: JsonObject): PodFollowed | null {
  const pod = object as V1Pod;
  const { metadata, spec, status } = pod;
  if (metadata?.name === undefined) return null;
  return {
    name: metadata.name,
    replicaSet: controller(metadata, 'ReplicaSet'),
    templateHash: metadata.labels?.['pod-template-hash'] ?? null,
    isReady: isReady(pod),
    isTerminating: isTerminating(pod),
    restarts: (status?.containerStatuses ?? []).reduce((sum, one) => sum + (one.restartCount || 0), 0),
    problem: podProblem(pod),
    node: spec?.nodeName ?? null,
  };
}

const controller = (metadata: NonNullable<V1Pod['metadata']>, kind: string): string | null =>
  metadata.ownerReferences?.find((one) => one.controller === true && one.kind === kind)?.name ?? null;
