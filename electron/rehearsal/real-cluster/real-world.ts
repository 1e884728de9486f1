import { REHEARSAL_LABEL } from '#shared/lib/rehearsal-label.ts';
import type { JsonObject } from '../json.ts';
import { listAt, textAt } from '../json.ts';
import { groupVersion, theResource } from '../kubernetes/resource.ts';
import { namespaceObject } from '../world/cluster-objects.ts';
import { worldObjects } from '../world/objects.ts';
import type { World } from '../world/world.ts';
import type { ApiClient } from './api-client.ts';
import { RefusedByCluster } from './api-client.ts';

const REMOVAL_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 300;

/** The path under which the cluster serves a resource in `namespace`, in the newest version that both know. */
export async function servedPath(
  client: ApiClient,
  key: string,
  namespace: string,
): Promise<{ readonly path: string; readonly apiVersion: string } | null> {
  const { group, versions, plural } = theResource(key);
  for (const version of versions) {
    const base = group ? `/apis/${group}/${version}` : `/api/${version}`;
    try {
      const served = await client.call('GET', base);
      if (!listAt(served, 'resources').some((each) => textAt(each, 'name') === plural)) continue;
      return { path: `${base}/namespaces/${namespace}/${plural}`, apiVersion: groupVersion(group, version) };
    } catch (error) {
      if (!(error instanceof RefusedByCluster && error.code === 404)) throw error;
    }
  }
  return null;
}

/** autoscaling/v1, where it is all there is, says the CPU target in a field of its own. */
function forVersion(object: JsonObject, apiVersion: string): JsonObject {
  if (apiVersion !== 'autoscaling/v1') return { ...object, apiVersion };
  const { metrics: _metrics, ...spec } =
    typeof object.spec === 'object' && object.spec !== null && !Array.isArray(object.spec) ? object.spec : {};
  return { ...object, apiVersion, spec: { ...spec, targetCPUUtilizationPercentage: 70 } };
}

async function isOurs(client: ApiClient, namespace: string): Promise<boolean> {
  const found = await client.call('GET', `/api/v1/namespaces/${namespace}`);
  return textAt(found, 'metadata', 'labels', REHEARSAL_LABEL) === 'true';
}

/** Makes the world in a namespace of its own, which must be new or carry our label. Throws when the cluster says no. */
export async function createRealWorld(client: ApiClient, world: World): Promise<void> {
  try {
    await client.call('POST', '/api/v1/namespaces', namespaceObject(world.namespace));
  } catch (error) {
    if (!(error instanceof RefusedByCluster && error.code === 409)) throw error;
    if (!(await isOurs(client, world.namespace))) {
      throw new Error(
        `The namespace ${world.namespace} is there already and is not a rehearsal's (no label ${REHEARSAL_LABEL}=true). Name another with --namespace.`,
      );
    }
  }
  const paths = new Map<string, Awaited<ReturnType<typeof servedPath>>>();
  for (const { resource, object } of worldObjects(world)) {
    const served = paths.has(resource) ? paths.get(resource) : await servedPath(client, resource, world.namespace);
    paths.set(resource, served ?? null);
    if (!served)
      throw new Error(
        `This cluster does not serve ${resource}. Its custom resource definitions (Istio's) have to be installed first.`,
      );
    try {
      await client.call('POST', served.path, forVersion(object, served.apiVersion));
    } catch (error) {
      if (!(error instanceof RefusedByCluster && error.code === 409)) throw error;
    }
  }
}

/** Deletes the world's namespace, if it is ours, and waits until it is gone. */
export async function removeRealWorld(client: ApiClient, namespace: string): Promise<void> {
  try {
    if (!(await isOurs(client, namespace)))
      throw new Error(`The namespace ${namespace} does not carry ${REHEARSAL_LABEL}=true: left alone.`);
    await client.call('DELETE', `/api/v1/namespaces/${namespace}`);
    for (const until = Date.now() + REMOVAL_LIMIT_MS; Date.now() < until; ) {
      await client.call('GET', `/api/v1/namespaces/${namespace}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error(`The namespace ${namespace} is still going after ${REMOVAL_LIMIT_MS / 1_000} s.`);
  } catch (error) {
    if (!(error instanceof RefusedByCluster && error.code === 404)) throw error;
  }
}
