import { z } from 'zod';
import type { Noted } from '#shared/domain/operation/plan.ts';
import { isObject, valueAt } from './json-object.ts';
import type { ClusterObject } from './objects.ts';

/** What the cluster fills in, and what would stand in the way of making the object anew. */
const filledIn = new Set([
  ...['uid', 'resourceVersion', 'managedFields', 'creationTimestamp', 'generation', 'selfLink', 'ownerReferences'],
  ...['deletionTimestamp', 'deletionGracePeriodSeconds', 'finalizers'],
]);
const leftOut = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

const Json = z.record(z.string(), z.json());

/** A Deployment as it would be made again: its count, and its manifest without status and what the cluster fills in. */
export function notedOf(object: ClusterObject): Noted {
  const { status: _status, metadata, ...rest } = object;
  const kept = Object.entries(metadata).filter(([key]) => !filledIn.has(key));
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !leftOut.includes(key));
  const manifest = Json.parse({
    ...rest,
    metadata: { ...Object.fromEntries(kept), annotations: Object.fromEntries(annotations) },
  });
  const replicas = valueAt(object, ['spec', 'replicas']);
  return { replicas: typeof replicas === 'number' ? replicas : 1, manifest };
}

/** A noted manifest with its count, and with `image` in that version. */
export function manifestFor(
  { manifest, replicas }: Noted,
  image: { readonly container: string; readonly image: string } | undefined,
): Noted['manifest'] {
  const copy = structuredClone(manifest);
  const spec = copy.spec;
  if (!isObject(spec)) return copy;
  const containers = valueAt(spec, ['template', 'spec', 'containers']);
  for (const container of Array.isArray(containers) ? containers : []) {
    if (image !== undefined && isObject(container) && container.name === image.container)
      Object.assign(container, { image: image.image });
  }
  Object.assign(spec, { replicas });
  return copy;
}
