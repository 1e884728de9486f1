import type { Json } from '../../json.ts';
import { copy, isObject } from '../../json.ts';

/** JSON Merge Patch (RFC 7386): objects merge, null removes, everything else, lists too, replaces. */
export function applyMergePatch(document: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return copy(patch);
  const result = isObject(document) ? { ...document } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = applyMergePatch(result[key], value);
  }
  return result;
}
