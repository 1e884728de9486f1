import type { JsonObject } from '../../json.ts';
import { isObject, isSame, listAt, numberAt, textAt } from '../../json.ts';
import { conditionOf, nameOf, timestamp } from '../object.ts';
import { rollingLimits } from './rollout-math.ts';

export type Counts = {
  readonly total: number;
  readonly updated: number;
  readonly ready: number;
  readonly newSet: string;
  readonly isNewSet: boolean;
  /** Of a ReplicaSet that can't make its pods. */
  readonly failure: JsonObject | undefined;
};

function condition(
  deployment: JsonObject,
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
  isProgress: boolean,
): JsonObject {
  const held = conditionOf(deployment, type);
  const now = timestamp(Date.now());
  const isUnchanged =
    textAt(held, 'status') === status && textAt(held, 'reason') === reason && textAt(held, 'message') === message;
  if (held && isUnchanged && !isProgress) return held;
  return {
    type,
    status,
    lastUpdateTime: now,
    lastTransitionTime: textAt(held, 'status') === status ? textAt(held, 'lastTransitionTime') : now,
    reason,
    message,
  };
}

const isComplete = (deployment: JsonObject, counts: Counts): boolean => {
  const wanted = numberAt(deployment, 1, 'spec', 'replicas');
  return counts.updated === wanted && counts.total === wanted && counts.ready === wanted;
};

/** Milliseconds until a rollout that stands still counts as failed; null when none is under way. */
export function deadlineLeftMs(deployment: JsonObject, counts: Counts): number | null {
  if (isComplete(deployment, counts)) return null;
  const progressing = conditionOf(deployment, 'Progressing');
  if (!progressing || ['ProgressDeadlineExceeded', 'NewReplicaSetAvailable'].includes(textAt(progressing, 'reason')))
    return null;
  const since = Date.parse(textAt(progressing, 'lastUpdateTime'));
  return since + numberAt(deployment, 600, 'spec', 'progressDeadlineSeconds') * 1_000 - Date.now();
}

function progressing(deployment: JsonObject, counts: Counts): JsonObject {
  const set = counts.newSet;
  const held = conditionOf(deployment, 'Progressing');
  if (isComplete(deployment, counts)) {
    return condition(
      deployment,
      'Progressing',
      'True',
      'NewReplicaSetAvailable',
      `ReplicaSet "${set}" has successfully progressed.`,
      false,
    );
  }
  const status = isObject(deployment.status) ? deployment.status : {};
  const hasMoved =
    counts.isNewSet ||
    counts.updated > numberAt(status, 0, 'updatedReplicas') ||
    counts.ready > numberAt(status, 0, 'readyReplicas') ||
    counts.total < numberAt(status, 0, 'replicas');
  if (hasMoved) {
    const reason = counts.isNewSet ? 'NewReplicaSetCreated' : 'ReplicaSetUpdated';
    const message = counts.isNewSet ? `Created new replica set "${set}"` : `ReplicaSet "${set}" is progressing.`;
    return condition(deployment, 'Progressing', 'True', reason, message, true);
  }
  const left = deadlineLeftMs(deployment, counts);
  if (left !== null && left <= 0) {
    return condition(
      deployment,
      'Progressing',
      'False',
      'ProgressDeadlineExceeded',
      `ReplicaSet "${set}" has timed out progressing.`,
      false,
    );
  }
  return (
    held ??
    condition(deployment, 'Progressing', 'True', 'ReplicaSetUpdated', `ReplicaSet "${set}" is progressing.`, true)
  );
}

/** A Deployment's status from its counts: numbers and the conditions Available and Progressing, as `rollout status` reads them. */
export function deploymentStatus(deployment: JsonObject, counts: Counts): JsonObject {
  const wanted = numberAt(deployment, 1, 'spec', 'replicas');
  const { maxUnavailable } = rollingLimits(deployment);
  const isAvailable = counts.ready >= wanted - maxUnavailable;
  const available = isAvailable
    ? condition(
        deployment,
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        false,
      )
    : condition(
        deployment,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        false,
      );
  const missing = Math.max(0, wanted - counts.ready);
  const failure = counts.failure === undefined ? [] : [counts.failure];
  const conditions = [available, progressing(deployment, counts), ...failure];
  const old = listAt(deployment, 'status', 'conditions');
  return {
    observedGeneration: numberAt(deployment, 1, 'metadata', 'generation'),
    ...(counts.total > 0 ? { replicas: counts.total } : {}),
    ...(counts.updated > 0 ? { updatedReplicas: counts.updated } : {}),
    ...(counts.ready > 0 ? { readyReplicas: counts.ready, availableReplicas: counts.ready } : {}),
    ...(missing > 0 ? { unavailableReplicas: missing } : {}),
    conditions: isSame(old, conditions) ? old : conditions,
  };
}

export const describeScale = (set: JsonObject, replicas: number): string => {
  const direction = replicas > numberAt(set, 0, 'spec', 'replicas') ? 'up' : 'down';
  return `Scaled ${direction} replica set ${nameOf(set)} to ${replicas}`;
};
