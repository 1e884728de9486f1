import type { JsonObject } from '../json.ts';
import { isObject, listAt, textAt, textsAt } from '../json.ts';

export const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name');
export const namespaceOf = (object: JsonObject): string => textAt(object, 'metadata', 'namespace');
export const uidOf = (object: JsonObject): string => textAt(object, 'metadata', 'uid');
export const versionOf = (object: JsonObject): string => textAt(object, 'metadata', 'resourceVersion');
export const labelsOf = (object: JsonObject): Record<string, string> => textsAt(object, 'metadata', 'labels');
export const annotationsOf = (object: JsonObject): Record<string, string> => textsAt(object, 'metadata', 'annotations');
export const isTerminating = (object: JsonObject): boolean => textAt(object, 'metadata', 'deletionTimestamp') !== '';

/** Times as the API writes them: whole seconds. */
export const timestamp = (realMs: number): string => new Date(realMs).toISOString().replace(/\.\d+Z$/, 'Z');

/** The owner that controls an object, or undefined. */
export function controllerOf(
  object: JsonObject,
): { readonly kind: string; readonly name: string; readonly uid: string } | undefined {
  for (const owner of listAt(object, 'metadata', 'ownerReferences')) {
    if (isObject(owner) && owner.controller === true) {
      return { kind: textAt(owner, 'kind'), name: textAt(owner, 'name'), uid: textAt(owner, 'uid') };
    }
  }
  return undefined;
}

/** The `ownerReferences` of something that `owner` makes and controls. */
export const ownedBy = (owner: JsonObject): JsonObject[] => [
  {
    apiVersion: textAt(owner, 'apiVersion'),
    kind: textAt(owner, 'kind'),
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  },
];

/** Whether a pod's Ready condition is true; a pod on its way out still answers, but nothing new is sent to it. */
export function isPodReady(pod: JsonObject): boolean {
  if (isTerminating(pod)) return false;
  return listAt(pod, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  );
}

/** A condition of an object's status by its type. */
export function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  return listAt(object, 'status', 'conditions').find(
    (condition): condition is JsonObject => isObject(condition) && textAt(condition, 'type') === type,
  );
}
