import type { Json, JsonObject } from '../../json.ts';
import { canonical, isObject, isSame } from '../../json.ts';
import { mergeKey } from './merge-keys.ts';

/** Elements as in `managedFields`: `f:spec`, `k:{"name":"app"}`. */
export type FieldPath = readonly string[];
/** A set of leaf fields, keyed by their elements joined. */
export type FieldSet = Map<string, FieldPath>;

const keyOf = (path: FieldPath): string => path.join('\u0000');

/** What the server itself keeps is owned by nobody. */
const UNOWNED = new Set(
  [
    'name',
    'namespace',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'managedFields',
    'selfLink',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ].map((field) => `f:metadata\u0000f:${field}`),
);

/** Every leaf of an object. Items of lists with a merge key are entered; other lists are leaves. Custom resources have no merge keys. */
export function fieldsOf(object: JsonObject, isCustom: boolean): FieldSet {
  const fields: FieldSet = new Map();
  const visit = (value: Json, path: FieldPath, field: string): void => {
    if (UNOWNED.has(keyOf(path))) return;
    const key = Array.isArray(value) && !isCustom ? mergeKey(field, value) : undefined;
    if (Array.isArray(value) && key !== undefined) {
      for (const item of value)
        if (isObject(item)) visit(item, [...path, `k:${canonical({ [key]: item[key] ?? null })}`], '');
    } else if (isObject(value) && Object.keys(value).length > 0) {
      for (const [name, entry] of Object.entries(value)) visit(entry, [...path, `f:${name}`], name);
    } else fields.set(keyOf(path), path);
  };
  for (const [name, value] of Object.entries(object)) {
    if (name !== 'apiVersion' && name !== 'kind') visit(value, [`f:${name}`], name);
  }
  return fields;
}

function step(value: Json | undefined, element: string): Json | undefined {
  const body = element.slice(2);
  if (element.startsWith('f:')) return isObject(value) && Object.hasOwn(value, body) ? value[body] : undefined;
  const wanted: Json = JSON.parse(body);
  if (!Array.isArray(value) || !isObject(wanted)) return undefined;
  return value.find(
    (item) => isObject(item) && Object.entries(wanted).every(([key, entry]) => isSame(item[key], entry)),
  );
}

/** The value a path leads to in an object. */
export const fieldValue = (object: Json, path: FieldPath): Json | undefined =>
  path.reduce<Json | undefined>(step, object);

/** Removes a field in place; list items left with nothing but their key go too. */
export function removeField(object: JsonObject, path: FieldPath): void {
  const last = path.at(-1);
  if (last === undefined) return;
  const parentPath = path.slice(0, -1);
  const parent = fieldValue(object, parentPath);
  if (last.startsWith('k:') && Array.isArray(parent)) {
    const item = step(parent, last);
    if (item !== undefined) parent.splice(parent.indexOf(item), 1);
  } else if (isObject(parent)) {
    delete parent[last.slice(2)];
    const itemKey = parentPath.at(-1);
    const isEmpty = Object.keys(parent).length === 0;
    if (itemKey?.startsWith('k:') ? isEmpty : isEmpty && parentPath.length > 1) removeField(object, parentPath);
  }
}

export function toFieldsV1(fields: FieldSet): JsonObject {
  const tree: JsonObject = {};
  for (const path of fields.values()) {
    let at = tree;
    for (const element of path) {
      const next = at[element];
      const made: JsonObject = isObject(next) ? next : {};
      at[element] = made;
      at = made;
    }
  }
  return tree;
}

export function fromFieldsV1(tree: JsonObject): FieldSet {
  const fields: FieldSet = new Map();
  const visit = (at: JsonObject, path: FieldPath): void => {
    const entries = Object.entries(at).filter(([element]) => element !== '.');
    if (entries.length === 0 && path.length > 0) fields.set(keyOf(path), path);
    for (const [element, below] of entries) if (isObject(below)) visit(below, [...path, element]);
  };
  visit(tree, []);
  return fields;
}

/** `.spec.template.spec.containers[name="app"].image`: a field as conflicts name it. */
export function fieldName(path: FieldPath): string {
  return path
    .map((element) => {
      if (element.startsWith('f:')) return `.${element.slice(2)}`;
      const key: Json = JSON.parse(element.slice(2));
      const pairs = isObject(key) ? Object.entries(key) : [];
      return `[${pairs.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
}
