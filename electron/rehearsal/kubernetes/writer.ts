import type { Json, JsonObject } from '../json.ts';
import { at, isSame, listAt, numberAt, objectAt, textAt } from '../json.ts';
import { withDefaults } from './defaults.ts';
import { nameOf, namespaceOf, timestamp, uidOf, versionOf } from './object.ts';
import { claimUpdate } from './patch/managed-fields.ts';
import type { Resource } from './resource.ts';
import { theResource } from './resource.ts';
import { ApiError, alreadyExists, badRequest, conflict, notFound, OBJECT_MODIFIED } from './status.ts';
import { Store } from './store.ts';
import { validate } from './validate.ts';

export type WriteOptions = {
  readonly manager: string;
  readonly isDryRun: boolean;
  /** '' or 'status': a write to one never changes what belongs to the other. */
  readonly subresource: string;
  /** The version the client wrote in, for `managedFields`. */
  readonly apiVersion: string;
};

const HAS_GENERATION = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'VirtualService',
  'DestinationRule',
  'Gateway',
  'Job',
  'Application',
]);
/** Metadata a client can't change. */
const KEPT = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
];

/** Labels and annotations that hold nothing aren't stored. */
function withoutEmptyMaps(metadata: JsonObject): JsonObject {
  for (const field of ['labels', 'annotations']) {
    if (field in metadata && Object.keys(objectAt(metadata, field)).length === 0) delete metadata[field];
  }
  return metadata;
}

/** Writes with the rules of the API server: defaults, validation, preconditions, generation, managers, dry runs. */
export class Writer {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  create(resource: Resource, namespace: string, body: JsonObject, options: WriteOptions): JsonObject {
    const named = this.named(resource, namespace, body);
    const name = nameOf(named);
    this.requireNamespace(resource, namespace, name);
    if (versionOf(body)) throw badRequest('resourceVersion should not be set on objects to be created');
    if (name && this.store.get(resource, namespace, name)) throw alreadyExists(resource, name);
    const { status: _status, ...rest } = named;
    const whole = withDefaults(resource, resource.hasStatus && resource.plural !== 'nodes' ? rest : named);
    validate(resource, whole, undefined);
    if (HAS_GENERATION.has(resource.kind)) objectAt(whole, 'metadata').generation = 1;
    const claimed = this.claim(resource, undefined, whole, options);
    return options.isDryRun ? Store.stamped(resource, claimed) : this.store.create(resource, claimed);
  }

  /** Stores `next` over `previous`. Throws 409 when `next` carries another resourceVersion, 422 when it can't be. */
  update(resource: Resource, previous: JsonObject, next: JsonObject, options: WriteOptions): JsonObject {
    const name = nameOf(previous);
    const version = versionOf(next);
    if (version && version !== versionOf(previous)) throw conflict(resource, name, OBJECT_MODIFIED);
    const uid = uidOf(next);
    if (uid && uid !== uidOf(previous)) {
      throw conflict(
        resource,
        name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${uidOf(previous)}`,
      );
    }
    const isStatus = options.subresource === 'status';
    const merged = this.keepWhatIsNotWritten(resource, previous, next, isStatus);
    const whole = isStatus ? merged : withDefaults(resource, merged);
    if (!isStatus) validate(resource, whole, previous);
    const metadata = objectAt(whole, 'metadata');
    if (HAS_GENERATION.has(resource.kind) && !isSame(at(previous, 'spec'), at(whole, 'spec'))) {
      metadata.generation = numberAt(previous, 1, 'metadata', 'generation') + 1;
    }
    const claimed = this.claim(resource, previous, whole, options);
    if (options.isDryRun)
      return { ...claimed, metadata: { ...objectAt(claimed, 'metadata'), resourceVersion: versionOf(previous) } };
    const stored = this.store.update(resource, claimed);
    const isFreed =
      textAt(stored, 'metadata', 'deletionTimestamp') &&
      resource.kind !== 'Pod' &&
      listAt(stored, 'metadata', 'finalizers').length === 0;
    if (isFreed) this.store.remove(resource, namespaceOf(stored), name);
    return stored;
  }

  /** The object with this name, or 404. */
  find(resource: Resource, namespace: string, name: string): JsonObject {
    const found = this.store.get(resource, namespace, name);
    if (!found) throw notFound(resource, name);
    return found;
  }

  private keepWhatIsNotWritten(
    resource: Resource,
    previous: JsonObject,
    next: JsonObject,
    isStatus: boolean,
  ): JsonObject {
    if (isStatus) return { ...previous, status: next.status ?? {} };
    const metadata: JsonObject = { ...objectAt(next, 'metadata') };
    for (const field of KEPT) {
      const held = at(previous, 'metadata', field);
      if (held === undefined) delete metadata[field];
      else metadata[field] = held;
    }
    metadata.resourceVersion = versionOf(previous);
    const merged: JsonObject = { ...next, metadata: withoutEmptyMaps(metadata) };
    if (resource.hasStatus) {
      delete merged.status;
      if (previous.status !== undefined) merged.status = previous.status;
    }
    return merged;
  }

  private claim(
    resource: Resource,
    previous: JsonObject | undefined,
    next: JsonObject,
    options: WriteOptions,
  ): JsonObject {
    // Server-side apply has settled the managers itself.
    if (options.manager === '') return next;
    const writer = {
      manager: options.manager,
      apiVersion: options.apiVersion,
      time: timestamp(Date.now()),
      subresource: options.subresource,
    };
    return claimUpdate(previous, next, writer, resource.isCustom);
  }

  private named(resource: Resource, namespace: string, body: JsonObject): JsonObject {
    const metadata: JsonObject = { ...objectAt(body, 'metadata') };
    const given = textAt(metadata, 'namespace');
    if (resource.isNamespaced) {
      if (given && given !== namespace) {
        throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
      }
      metadata.namespace = namespace;
    } else delete metadata.namespace;
    const prefix = textAt(metadata, 'generateName');
    if (!textAt(metadata, 'name') && prefix)
      metadata.name = `${prefix}${crypto.randomUUID().replaceAll('-', '').slice(0, 5)}`;
    return { ...body, metadata: withoutEmptyMaps(metadata) };
  }

  private requireNamespace(resource: Resource, namespace: string, name: string): void {
    if (!resource.isNamespaced) return;
    const found = this.store.get(theResource('namespaces'), '', namespace);
    if (!found) throw notFound({ group: '', plural: 'namespaces' }, namespace);
    if (textAt(found, 'status', 'phase') === 'Terminating') {
      const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
      throw new ApiError(403, 'Forbidden', `${resource.plural} "${name}" is forbidden: ${why}`, {
        name,
        kind: resource.plural,
      });
    }
  }
}

/** The body of a request as an object of the kind it was sent to, or a 400. */
export function asKind(resource: Resource, version: string, body: Json): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('the object provided is not an object');
  const kind = textAt(body, 'kind') || resource.kind;
  const apiVersion = textAt(body, 'apiVersion');
  const expected = resource.group ? `${resource.group}/${version}` : version;
  if (kind !== resource.kind || (apiVersion && apiVersion !== expected)) {
    throw badRequest(
      `the API version in the data (${apiVersion}, kind ${kind}) does not match the expected API version (${expected}, kind ${resource.kind})`,
    );
  }
  return body;
}
