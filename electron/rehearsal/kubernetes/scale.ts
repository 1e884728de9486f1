import type { JsonObject } from '../json.ts';
import { at, numberAt, objectAt, textsAt } from '../json.ts';
import { nameOf, namespaceOf, uidOf, versionOf } from './object.ts';
import { invalid } from './status.ts';

/** The autoscaling/v1 Scale of a Deployment or ReplicaSet. */
export function toScale(object: JsonObject): JsonObject {
  const selector = Object.entries(textsAt(object, 'spec', 'selector', 'matchLabels')).map(
    ([key, value]) => `${key}=${value}`,
  );
  const replicas = numberAt(object, 0, 'spec', 'replicas');
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name: nameOf(object),
      namespace: namespaceOf(object),
      uid: uidOf(object),
      resourceVersion: versionOf(object),
      creationTimestamp: at(object, 'metadata', 'creationTimestamp') ?? null,
    },
    // Zero is left out, as Go leaves it out: a client has to read a missing replicas as none.
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: numberAt(object, 0, 'status', 'replicas'), selector: selector.join(',') },
  };
}

/** The object with the replicas of a Scale; its resourceVersion, where given, becomes the precondition. */
export function withScale(object: JsonObject, scale: JsonObject): JsonObject {
  // As in protobuf and Go, a replicas that isn't there is zero.
  const replicas = at(scale, 'spec', 'replicas') ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
    throw invalid('autoscaling', 'Scale', nameOf(object), [
      {
        field: 'spec.replicas',
        message: `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0`,
      },
    ]);
  }
  const version = versionOf(scale);
  return {
    ...object,
    metadata: { ...objectAt(object, 'metadata'), ...(version ? { resourceVersion: version } : {}) },
    spec: { ...objectAt(object, 'spec'), replicas },
  };
}
