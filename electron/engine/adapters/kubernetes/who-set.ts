import { parseJson } from '../http/http-client.ts';
import { fieldManager } from './connection.ts';
import { isObject, type JsonObject } from './json-object.ts';

type Owner = { readonly manager: string; readonly subresource: string; readonly time: string };

/**
 * Who else set a field last, by the object's own record of managers; null when nobody but us is on record. `path` as in
 * `locate`: a list's item by its name.
 */
export function whoSet(object: unknown, path: readonly string[]): string | null {
  const metadata = isObject(object) && isObject(object.metadata) ? object.metadata : {};
  const entries: readonly unknown[] = Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  const owners = entries.flatMap((entry) => (isObject(entry) && owns(entry.fieldsV1, path) ? [ownerOf(entry)] : []));
  const last = owners
    .filter(({ manager }) => manager !== fieldManager)
    .toSorted((a, b) => b.time.localeCompare(a.time))[0];
  return last === undefined ? null : inWords(last);
}

const text = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value ?? ''));
const ownerOf = (entry: JsonObject): Owner => ({
  manager: text(entry.manager),
  subresource: text(entry.subresource),
  time: text(entry.time),
});

/** Whether a set of fields holds this one, or a whole that it is a part of. */
export function owns(fields: unknown, path: readonly string[]): boolean {
  let at: unknown = fields;
  for (const key of path) {
    if (!isObject(at)) return false;
    const names = Object.keys(at).filter((name) => name !== '.');
    if (names.length === 0) return true;
    const name = names.find((one) => one === `f:${key}` || (one.startsWith('k:') && isKey(one.slice(2), key)));
    if (name === undefined) return false;
    at = at[name];
  }
  return true;
}

function isKey(json: string, name: string): boolean {
  const key = parseJson(json);
  return isObject(key) && key.name === name;
}

function inWords({ manager, subresource }: Owner): string {
  if (/argocd/.test(manager)) return `Argo CD (${manager})`;
  if (subresource === 'scale' && /controller-manager|horizontal-pod-autoscaler/.test(manager))
    return `an autoscaler (${manager})`;
  return manager;
}

/** What is there now, and who put it there where that is on record. */
export const setBackBy = (what: string, who: string | null): string =>
  who === null ? `${what}, set by somebody else` : `${what}, set by ${who}`;
