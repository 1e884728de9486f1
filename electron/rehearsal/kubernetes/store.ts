import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { isSame, objectAt, textAt } from '../json.ts';
import { labelsOf, nameOf, namespaceOf, timestamp } from './object.ts';
import type { Resource } from './resource.ts';
import { resourceKey, storedVersion } from './resource.ts';

export type Change = {
  readonly version: number;
  readonly key: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: JsonObject;
  /** What was stored before; undefined for a new object. */
  readonly previous: JsonObject | undefined;
};

export type Listener = (change: Change) => void;

/** Enough for half a minute of a busy cluster. */
const HISTORY_LENGTH = 20_000;

/**
 * The cluster's memory: objects by resource, one counter for all versions, and the recent changes for watches.
 * Stored objects are shared with every reader and never changed in place: a write stores a new one.
 */
export class Store {
  private version = 1_000;
  private readonly objects = new Map<string, Map<string, JsonObject>>();
  /** Lists in order, until the next write. */
  private readonly sorted = new Map<string, JsonObject[]>();
  private history: Change[] = [];
  /** Changes up to here are forgotten: a watch from before it gets 410. */
  private forgotten = 1_000;
  private readonly listeners = new Set<Listener>();

  get currentVersion(): number {
    return this.version;
  }

  get(resource: Resource, namespace: string, name: string): JsonObject | undefined {
    return this.objects.get(resourceKey(resource))?.get(`${namespace}/${name}`);
  }

  /** In the order of namespace and name, as the API lists. An empty namespace means all. */
  list(resource: Resource, namespace = ''): JsonObject[] {
    const key = resourceKey(resource);
    const sorted =
      this.sorted.get(key) ??
      [...(this.objects.get(key)?.entries() ?? [])]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, object]) => object);
    this.sorted.set(key, sorted);
    return namespace === '' ? [...sorted] : sorted.filter((object) => namespaceOf(object) === namespace);
  }

  /** Those of a namespace that carry all of `labels`. */
  labelled(resource: Resource, namespace: string, labels: Readonly<Record<string, string>>): JsonObject[] {
    const wanted = Object.entries(labels);
    return this.list(resource, namespace).filter((object) => {
      const held = labelsOf(object);
      return wanted.every(([key, value]) => held[key] === value);
    });
  }

  /** Stores a new object with a uid, a creation time and a version. */
  create(resource: Resource, object: JsonObject): JsonObject {
    const made = Store.stamped(resource, object);
    return this.write(resource, 'ADDED', undefined, made);
  }

  /** What `create` would store, without a version: the answer to a dry run. */
  static stamped(resource: Resource, object: JsonObject): JsonObject {
    const metadata: JsonObject = {
      ...objectAt(object, 'metadata'),
      uid: randomUUID(),
      creationTimestamp: textAt(object, 'metadata', 'creationTimestamp') || timestamp(Date.now()),
    };
    delete metadata.resourceVersion;
    return { ...object, apiVersion: storedVersion(resource), kind: resource.kind, metadata };
  }

  /** Replaces an object. Storing what is there already changes nothing, not even the version. */
  update(resource: Resource, next: JsonObject): JsonObject {
    const previous = this.get(resource, namespaceOf(next), nameOf(next));
    if (!previous) return next;
    const same: JsonObject = { ...next, metadata: { ...objectAt(next, 'metadata') } };
    const held = objectAt(same, 'metadata');
    held.resourceVersion = textAt(previous, 'metadata', 'resourceVersion');
    return isSame(same, previous) ? previous : this.write(resource, 'MODIFIED', previous, next);
  }

  remove(resource: Resource, namespace: string, name: string): JsonObject | undefined {
    const previous = this.get(resource, namespace, name);
    return previous && this.write(resource, 'DELETED', previous, previous);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The changes after `version`, or null when that far back is forgotten. */
  since(key: string, version: number): Change[] | null {
    if (version < this.forgotten) return null;
    return this.history.filter((change) => change.version > version && change.key === key);
  }

  /** Forgets every change so far, as etcd's compaction does: old watches and continue tokens get 410. */
  compact(): void {
    this.history = [];
    this.version += 1;
    this.forgotten = this.version;
  }

  private write(
    resource: Resource,
    type: Change['type'],
    previous: JsonObject | undefined,
    object: JsonObject,
  ): JsonObject {
    this.version += 1;
    const key = resourceKey(resource);
    // A server writes who set what at the end of the metadata, whatever came in.
    const { managedFields, ...metadata } = objectAt(object, 'metadata');
    const stored: JsonObject = {
      ...object,
      metadata: {
        ...{ ...metadata, resourceVersion: String(this.version) },
        ...(managedFields === undefined ? {} : { managedFields }),
      },
    };
    const held = this.objects.get(key) ?? new Map<string, JsonObject>();
    this.objects.set(key, held);
    this.sorted.delete(key);
    const place = `${namespaceOf(stored)}/${nameOf(stored)}`;
    if (type === 'DELETED') held.delete(place);
    else held.set(place, stored);
    const change: Change = { version: this.version, key, type, object: stored, previous };
    this.history.push(change);
    if (this.history.length > HISTORY_LENGTH + 500) {
      this.history = this.history.slice(-HISTORY_LENGTH);
      this.forgotten = (this.history[0]?.version ?? this.version) - 1;
    }
    for (const listener of this.listeners) listener(change);
    return stored;
  }
}
