import type { JsonObject } from '../json.ts';
import { isObject, listAt, numberAt, objectAt, textAt } from '../json.ts';
import { isTerminating, nameOf, namespaceOf, timestamp, uidOf, versionOf } from './object.ts';
import type { Resource } from './resource.ts';
import { RESOURCES } from './resource.ts';
import { conflict } from './status.ts';
import type { Store } from './store.ts';

/** What is stored when a delete has begun but must wait: for a pod's grace, a namespace's content, a finalizer. */
function terminating(object: JsonObject, graceSeconds: number): JsonObject {
  const metadata = { ...objectAt(object, 'metadata') };
  metadata.deletionTimestamp = timestamp(Date.now() + graceSeconds * 1_000);
  metadata.deletionGracePeriodSeconds = graceSeconds;
  return { ...object, metadata };
}

/** Kept on an object that goes after what belongs to it. */
export const FOREGROUND = 'foregroundDeletion';

/** What belongs to an object, and to nothing else. */
export function dependentsOf(
  store: Store,
  owner: JsonObject,
): { readonly resource: Resource; readonly object: JsonObject }[] {
  return RESOURCES.filter((each) => each.kind !== 'Event').flatMap((resource) =>
    store.list(resource, namespaceOf(owner)).flatMap((object) => {
      const owners = listAt(object, 'metadata', 'ownerReferences');
      return owners.length > 0 && owners.every((each) => textAt(each, 'uid') === uidOf(owner))
        ? [{ resource, object }]
        : [];
    }),
  );
}

function orphan(store: Store, owner: JsonObject): void {
  for (const resource of RESOURCES) {
    for (const object of store.list(resource, namespaceOf(owner))) {
      const owners = listAt(object, 'metadata', 'ownerReferences');
      const left = owners.filter((each) => textAt(each, 'uid') !== uidOf(owner));
      if (left.length < owners.length) {
        store.update(resource, { ...object, metadata: { ...objectAt(object, 'metadata'), ownerReferences: left } });
      }
    }
  }
}

/** Deletes an object; answers with the object when it goes later, with a `Status` when it is gone. `options` is a DeleteOptions. */
export function deleteObject(
  store: Store,
  resource: Resource,
  object: JsonObject,
  options: JsonObject,
  isDryRun: boolean,
): JsonObject {
  const name = nameOf(object);
  const wanted = objectAt(options, 'preconditions');
  if (wanted.uid !== undefined && wanted.uid !== uidOf(object)) {
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${String(wanted.uid)}, UID in object meta: ${uidOf(object)}`,
    );
  }
  if (wanted.resourceVersion !== undefined && wanted.resourceVersion !== versionOf(object)) {
    throw conflict(resource, name, 'Precondition failed: the resourceVersion of the object has changed');
  }
  const done: JsonObject = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, ...(resource.group ? { group: resource.group } : {}), kind: resource.plural, uid: uidOf(object) },
  };
  if (isDryRun) return resource.kind === 'Pod' ? object : done;
  if (textAt(options, 'propagationPolicy') === 'Orphan' || options.orphanDependents === true) orphan(store, object);
  const grace = numberAt(
    options,
    resource.kind === 'Pod' ? numberAt(object, 30, 'spec', 'terminationGracePeriodSeconds') : 0,
    'gracePeriodSeconds',
  );
  const isLast = textAt(options, 'propagationPolicy') === 'Foreground' && dependentsOf(store, object).length > 0;
  const waits =
    isLast ||
    (resource.kind === 'Pod' && grace > 0) ||
    resource.kind === 'Namespace' ||
    listAt(object, 'metadata', 'finalizers').length > 0;
  if (waits) {
    if (isTerminating(object)) return object;
    const going = terminating(object, resource.kind === 'Pod' ? grace : 0);
    if (isLast) objectAt(going, 'metadata').finalizers = [...listAt(object, 'metadata', 'finalizers'), FOREGROUND];
    const status =
      resource.kind === 'Namespace' && isObject(going.status)
        ? { ...going.status, phase: 'Terminating' }
        : going.status;
    return store.update(resource, status === undefined ? going : { ...going, status });
  }
  store.remove(resource, namespaceOf(object), name);
  return done;
}
