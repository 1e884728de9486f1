import type { Json, JsonObject } from '../../json.ts';
import { copy, isObject, isSame, listAt } from '../../json.ts';
import { itemWith, mergeKey } from './merge-keys.ts';

const without = (object: JsonObject, prefix: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith(prefix)));

function order(items: Json[], key: string, wanted: readonly Json[]): Json[] {
  const place = (item: Json) => {
    const index = wanted.findIndex((each) => isObject(each) && isObject(item) && isSame(each[key], item[key]));
    return index < 0 ? wanted.length : index;
  };
  return items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => place(a.item) - place(b.item) || a.index - b.index)
    .map(({ item }) => item);
}

function mergeList(field: string, held: readonly Json[], patch: readonly Json[], wanted: readonly Json[]): Json[] {
  const marked = patch.filter(isObject);
  if (marked.some((item) => item.$patch === 'replace'))
    return patch.filter((item) => !isObject(item) || item.$patch !== 'replace').map(copy);
  const key = mergeKey(field, marked);
  if (key === undefined || marked.length !== patch.length) return copy([...patch]);
  let result: Json[] = [...held];
  for (const item of marked) {
    const found = itemWith(result, key, item[key]);
    if (item.$patch === 'delete') result = result.filter((each) => each !== found);
    else if (found) result = result.map((each) => (each === found ? applyStrategicMerge(found, item) : each));
    else result.push(applyStrategicMerge({}, item));
  }
  return wanted.length > 0 ? order(result, key, wanted) : result;
}

/**
 * Kubernetes' strategic merge: like a merge patch, but lists whose items have a name merge item by item.
 * Knows `$patch` (delete, replace), `$setElementOrder`, `$deleteFromPrimitiveList` and `$retainKeys`.
 */
export function applyStrategicMerge(document: JsonObject, patch: JsonObject): JsonObject {
  if (patch.$patch === 'replace') return copy(without(patch, '$patch'));
  if (patch.$patch === 'delete') return {};
  let result: JsonObject = { ...document };
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    const held = result[field];
    if (value === null) delete result[field];
    else if (Array.isArray(value)) {
      result[field] = mergeList(
        field,
        Array.isArray(held) ? held : [],
        value,
        listAt(patch, `$setElementOrder/${field}`),
      );
    } else if (isObject(value)) result[field] = applyStrategicMerge(isObject(held) ? held : {}, value);
    else result[field] = value;
  }
  for (const [field, value] of Object.entries(patch)) {
    const primitive = /^\$deleteFromPrimitiveList\/(.+)$/.exec(field)?.[1];
    const list = primitive === undefined ? undefined : result[primitive];
    if (primitive !== undefined && Array.isArray(list) && Array.isArray(value)) {
      result[primitive] = list.filter((item) => !value.includes(item));
    }
  }
  const retained = patch.$retainKeys;
  if (Array.isArray(retained))
    result = Object.fromEntries(Object.entries(result).filter(([key]) => retained.includes(key)));
  return result;
}
