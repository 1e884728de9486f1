import type { Json, JsonObject } from '../json.ts';
import { isObject, listAt, objectAt, textAt } from '../json.ts';
import type { Resource } from './resource.ts';
import { resourceKey } from './resource.ts';

const fill = (defaults: JsonObject, given: JsonObject): JsonObject => ({ ...defaults, ...given });

function container(each: Json): Json {
  if (!isObject(each)) return each;
  const image = textAt(each, 'image');
  const isLatest = image.endsWith(':latest') || !/:[^/]+$/.test(image);
  const ports = listAt(each, 'ports').map((port) => (isObject(port) ? fill({ protocol: 'TCP' }, port) : port));
  return {
    ...fill(
      {
        imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
      },
      each,
    ),
    ...(ports.length > 0 ? { ports } : {}),
  };
}

function defaultPodSpec(spec: JsonObject, restartPolicy = 'Always'): JsonObject {
  return {
    ...fill(
      {
        restartPolicy,
        dnsPolicy: 'ClusterFirst',
        schedulerName: 'default-scheduler',
        securityContext: {},
        terminationGracePeriodSeconds: 30,
      },
      spec,
    ),
    containers: listAt(spec, 'containers').map(container),
  };
}

function template(value: JsonObject, restartPolicy?: string): JsonObject {
  const metadata: JsonObject = { ...objectAt(value, 'metadata') };
  // Go clients send this null along; a template that has it is the same template.
  if (metadata.creationTimestamp === null) delete metadata.creationTimestamp;
  return { ...value, metadata, spec: defaultPodSpec(objectAt(value, 'spec'), restartPolicy) };
}

function deploymentSpec(spec: JsonObject): JsonObject {
  const type = textAt(spec, 'strategy', 'type') || 'RollingUpdate';
  const rolling = fill({ maxUnavailable: '25%', maxSurge: '25%' }, objectAt(spec, 'strategy', 'rollingUpdate'));
  return {
    ...fill({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }, spec),
    strategy: type === 'RollingUpdate' ? { type, rollingUpdate: rolling } : { type },
    template: template(objectAt(spec, 'template')),
  };
}

function serviceSpec(spec: JsonObject): JsonObject {
  const ports = listAt(spec, 'ports').map((port) =>
    isObject(port) ? fill({ protocol: 'TCP', targetPort: port.port ?? 0 }, port) : port,
  );
  return { ...fill({ type: 'ClusterIP', sessionAffinity: 'None' }, spec), ...(ports.length > 0 ? { ports } : {}) };
}

/** Secrets take `stringData` and keep only `data`. */
function secret(object: JsonObject): JsonObject {
  const { stringData, ...rest } = object;
  const encoded = Object.entries(isObject(stringData) ? stringData : {}).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data: JsonObject = { ...objectAt(object, 'data'), ...Object.fromEntries(encoded) };
  return { type: 'Opaque', ...rest, ...(Object.keys(data).length > 0 ? { data } : {}) };
}

/** Fills in what the API server fills in. Applied to what is written, before it is compared, validated and stored. */
export function withDefaults(resource: Resource, object: JsonObject): JsonObject {
  const spec = objectAt(object, 'spec');
  switch (resourceKey(resource)) {
    case 'apps/deployments':
      return { ...object, spec: deploymentSpec(spec) };
    case 'apps/replicasets':
      return { ...object, spec: { ...fill({ replicas: 1 }, spec), template: template(objectAt(spec, 'template')) } };
    case 'pods':
      return { ...object, spec: fill({ enableServiceLinks: true }, defaultPodSpec(spec)) };
    case 'services':
      return { ...object, spec: serviceSpec(spec) };
    case 'batch/jobs':
      return {
        ...object,
        spec: {
          ...fill({ parallelism: 1, completions: 1, backoffLimit: 6 }, spec),
          template: template(objectAt(spec, 'template')),
        },
      };
    case 'autoscaling/horizontalpodautoscalers':
      return { ...object, spec: fill({ minReplicas: 1 }, spec) };
    case 'secrets':
      return secret(object);
    case 'namespaces':
      return {
        ...object,
        spec: fill({ finalizers: ['kubernetes'] }, spec),
        status: fill({ phase: 'Active' }, objectAt(object, 'status')),
      };
    default:
      return object;
  }
}
