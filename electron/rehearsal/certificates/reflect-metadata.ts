// The certificate library's container asks for the three calls of the old reflect-metadata proposal and refuses to load
// without them. This is all of them that it uses. Imported before the library, always.
const held = new WeakMap<object, Map<unknown, unknown>>();

function own(key: unknown, target: object): unknown {
  return held.get(target)?.get(key);
}

function inherited(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Reflect.getPrototypeOf(at)) {
    const found = own(key, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function define(key: unknown, value: unknown, target: object): void {
  const entries = held.get(target) ?? new Map<unknown, unknown>();
  held.set(target, entries.set(key, value));
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { defineMetadata: define, getOwnMetadata: own, getMetadata: inherited });
}
