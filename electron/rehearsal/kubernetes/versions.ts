import type { Json, JsonObject } from '../json.ts';
import { at, isObject, listAt, objectAt, textAt } from '../json.ts';
import type { Resource } from './resource.ts';
import { groupVersion, storedVersion } from './resource.ts';

const isCpuUtilization = (metric: Json): boolean =>
  textAt(metric, 'type') === 'Resource' &&
  textAt(metric, 'resource', 'name') === 'cpu' &&
  at(metric, 'resource', 'target', 'averageUtilization') !== undefined;

/** autoscaling/v1 knows one metric, the CPU's utilisation, as a field. */
function autoscalerToV1(object: JsonObject): JsonObject {
  const { metrics: _metrics, behavior: _behavior, ...spec } = objectAt(object, 'spec');
  const { conditions: _conditions, currentMetrics, ...status } = objectAt(object, 'status');
  const target = at(
    listAt(object, 'spec', 'metrics').find(isCpuUtilization),
    'resource',
    'target',
    'averageUtilization',
  );
  const current = at(
    Array.isArray(currentMetrics) ? currentMetrics[0] : undefined,
    'resource',
    'current',
    'averageUtilization',
  );
  return {
    ...object,
    spec: { ...spec, ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }) },
    status: { ...status, ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }) },
  };
}

function autoscalerFromV1(object: JsonObject, previous: JsonObject | undefined): JsonObject {
  const { targetCPUUtilizationPercentage: target, ...spec } = objectAt(object, 'spec');
  const others = listAt(previous, 'spec', 'metrics').filter((metric) => !isCpuUtilization(metric));
  const cpu: Json[] =
    target === undefined
      ? []
      : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: target } } }];
  return { ...object, spec: { ...spec, metrics: [...cpu, ...others] }, status: objectAt(previous, 'status') };
}

const isAutoscaler = (resource: Resource) => resource.plural === 'horizontalpodautoscalers';

/** A stored object as the version asked for shows it. */
export function toVersion(resource: Resource, object: JsonObject, version: string): JsonObject {
  const apiVersion = groupVersion(resource.group, version);
  if (textAt(object, 'apiVersion') === apiVersion) return object;
  const converted = isAutoscaler(resource) && version === 'v1' ? autoscalerToV1(object) : object;
  return { ...converted, apiVersion, kind: resource.kind };
}

/** What came in at `version`, in the version we store. `previous` keeps what the other version can't say. */
export function fromVersion(
  resource: Resource,
  object: JsonObject,
  version: string,
  previous?: JsonObject,
): JsonObject {
  const stored = storedVersion(resource);
  if (groupVersion(resource.group, version) === stored) return { ...object, apiVersion: stored, kind: resource.kind };
  const converted = isAutoscaler(resource) && isObject(object.spec) ? autoscalerFromV1(object, previous) : object;
  return { ...converted, apiVersion: stored, kind: resource.kind };
}
