import { isDeepStrictEqual } from 'node:util';

/** Any JSON value. Kubernetes objects are held as they are sent: fields we don't know must survive. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };
type Maybe = Json | undefined;
type Key = string | number;

export const isObject = (value: Maybe): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a path of keys, or undefined where the path ends early. */
export function at(value: Maybe, ...keys: readonly Key[]): Maybe {
  let found: Maybe = value;
  for (const key of keys) {
    if (Array.isArray(found) && typeof key === 'number') found = found[key];
    else if (isObject(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}

export function textAt(value: Maybe, ...keys: readonly Key[]): string {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : '';
}

export function numberAt(value: Maybe, fallback: number, ...keys: readonly Key[]): number {
  const found = at(value, ...keys);
  return typeof found === 'number' ? found : fallback;
}

/** The object under a path; an empty one that belongs to nobody where there is none. */
export function objectAt(value: Maybe, ...keys: readonly Key[]): JsonObject {
  const found = at(value, ...keys);
  return isObject(found) ? found : {};
}

export function listAt(value: Maybe, ...keys: readonly Key[]): Json[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found : [];
}

/** The string-valued entries of an object, e.g. labels. */
export function textsAt(value: Maybe, ...keys: readonly Key[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, entry] of Object.entries(objectAt(value, ...keys)))
    if (typeof entry === 'string') texts[key] = entry;
  return texts;
}

/** A deep copy; the store's objects are shared and never changed in place. */
export const copy = <T extends Json>(value: T): T => structuredClone(value);

export const isSame = (left: Maybe, right: Maybe): boolean => isDeepStrictEqual(left, right);

/** JSON with sorted keys: equal values give equal text. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}
