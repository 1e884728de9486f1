import type { Json, JsonObject } from '../../json.ts';
import { isObject } from '../../json.ts';
import type { Resource } from '../resource.ts';
import { badRequest, unsupportedMedia } from '../status.ts';
import { applyJsonPatch } from './json-patch.ts';
import { applyMergePatch } from './merge-patch.ts';
import { applyStrategicMerge } from './strategic-merge.ts';

export const APPLY_TYPE = 'application/apply-patch+yaml';
const STRATEGIC_TYPE = 'application/strategic-merge-patch+json';
const ACCEPTED = ['application/json-patch+json', 'application/merge-patch+json', APPLY_TYPE, STRATEGIC_TYPE];

/** An object patched by a JSON, merge or strategic merge patch, told apart by media type; 415 for one the resource doesn't take. */
export function patched(resource: Resource, type: string, object: JsonObject, patch: Json): JsonObject {
  if (!ACCEPTED.includes(type) || (type === STRATEGIC_TYPE && resource.isCustom)) {
    throw unsupportedMedia(type, resource.isCustom ? ACCEPTED.slice(0, 3) : ACCEPTED);
  }
  let result: Json;
  if (type === 'application/json-patch+json') result = applyJsonPatch(object, patch);
  else if (!isObject(patch))
    throw badRequest('json: cannot unmarshal array into Go value of type map[string]interface {}');
  else result = type === STRATEGIC_TYPE ? applyStrategicMerge(object, patch) : applyMergePatch(object, patch);
  if (!isObject(result)) throw badRequest('the patched object is not an object');
  return result;
}
