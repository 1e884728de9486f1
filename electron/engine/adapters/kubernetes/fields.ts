import type { PatchOperation } from './guarded-change.ts';
import { isObject, isSame, stepInto } from './json-object.ts';

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** A field of an object: where it is for a JSON Patch, and what it holds. */
export type Located = {
  readonly pointer: string;
  readonly value: unknown;
  /** An index in the pointer must still mean the item it was read for. */
  readonly guards: readonly PatchOperation[];
  /** Keys below the deepest parent that is there; the last one is the field itself. */
  readonly missing: readonly string[];
};

/** Finds a field by its parts, e.g. `spec`, `template`, `spec`, `containers`, `app`, `image`. Null where nothing like it can be. */
export function locate(object: unknown, path: readonly string[]): Located | null {
  let value: unknown = object;
  let pointer = '';
  const guards: PatchOperation[] = [];
  for (const [index, key] of path.entries()) {
    if (Array.isArray(value)) {
      const item = stepInto(value, key);
      if (item === undefined) return null;
      pointer += `/${value.indexOf(item)}`;
      if (!/^\d+$/.test(key)) guards.push({ op: 'test', path: `${pointer}/name`, value: key });
      value = item;
      continue;
    }
    if (!isObject(value)) return null;
    const next = stepInto(value, key);
    if (next === undefined || next === null) {
      return { pointer: `${pointer}/${escaped(key)}`, value: undefined, guards, missing: path.slice(index + 1) };
    }
    pointer += `/${escaped(key)}`;
    value = next;
  }
  return { pointer, value, guards, missing: [] };
}

/** Sets a field, guarded by what it holds; where parents are missing, any change at all fails it. */
export function setField({ pointer, value, guards, missing }: Located, to: unknown, version: string): PatchOperation[] {
  if (value !== undefined) {
    return [...guards, { op: 'test', path: pointer, value }, { op: 'replace', path: pointer, value: to }];
  }
  const made = missing.reduceRight<unknown>((below, key) => ({ [key]: below }), to);
  return [
    ...guards,
    { op: 'test', path: '/metadata/resourceVersion', value: version },
    { op: 'add', path: pointer, value: made },
  ];
}

/** Text as the type that the field has, or that its place asks for; undefined when the text can't be that. */
export function asTyped(text: string, held: unknown, path: readonly string[]): unknown {
  if (typeof held === 'string' || isTextOnly(path)) return text;
  const parsed = scalar(text);
  if (held === undefined) return parsed;
  return typeof parsed === typeof held ? parsed : undefined;
}

const isTextOnly = (path: readonly string[]): boolean =>
  path[0] === 'data' || path[0] === 'stringData' || path.includes('annotations') || path.includes('labels');

function scalar(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** `spec.template.spec.containers.app.image`, as people read it. */
export const fieldLabel = (path: readonly string[]): string =>
  path.map((key) => (key.includes('.') ? `"${key}"` : key)).join('.');

const longest = 200;
/** A value in a line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}... (${text.length} characters)`;
}

export type Difference = { readonly path: readonly string[]; readonly from: unknown; readonly to: unknown };

/** The fields in which two objects differ, the deepest that still have a name. */
export function differences(from: unknown, to: unknown, path: readonly string[] = []): readonly Difference[] {
  if (isSame(from, to)) return [];
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differences(from[key], to[key], [...path, key]));
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const [before, after] = [namesOf(from), namesOf(to)];
    if (before !== null && after !== null) {
      const keys = [...new Set([...before, ...after])];
      return keys.flatMap((key) => differences(stepInto(from, key), stepInto(to, key), [...path, key]));
    }
    if (from.length === to.length)
      return from.flatMap((item: unknown, index) => differences(item, to[index], [...path, String(index)]));
  }
  return [{ path, from, to }];
}

/** Names of a list's items when every one has its own. */
function namesOf(list: readonly unknown[]): readonly string[] | null {
  const names = list.flatMap((item) => (isObject(item) && typeof item.name === 'string' ? [item.name] : []));
  return names.length === list.length && new Set(names).size === names.length ? names : null;
}
