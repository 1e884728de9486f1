/** An object as the cluster sends it: fields we don't know are kept. */
export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One step into a value: a field, a list's index, or the item of a list that has this `name`. */
export function stepInto(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return /^\d+$/.test(key) ? items[Number(key)] : items.find((item) => isObject(item) && item.name === key);
  }
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What lies at a path, or undefined. */
export const valueAt = (value: unknown, path: readonly string[]): unknown => path.reduce(stepInto, value);

/** The same as JSON, whatever the order of fields. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]));
}
