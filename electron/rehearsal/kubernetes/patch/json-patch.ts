import type { Json } from '../../json.ts';
import { copy, isObject, isSame, textAt } from '../../json.ts';
import { badRequest, unprocessable } from '../status.ts';

const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

function pointer(path: string): string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) throw unprocessable(`jsonpatch path '${path}' must begin with '/'`);
  return path.slice(1).split('/').map(unescapePart);
}

function indexIn(part: string, path: string, limit: number): number {
  const index = /^(0|[1-9]\d*)$/.test(part) ? Number(part) : -1;
  if (index < 0 || index > limit) throw unprocessable(`Unable to access invalid index: ${part} in '${path}'`);
  return index;
}

function read(document: Json, path: string): Json {
  let found: Json | undefined = document;
  for (const part of pointer(path)) {
    if (Array.isArray(found)) found = found[indexIn(part, path, found.length - 1)];
    else found = isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined;
    if (found === undefined) throw unprocessable(`doc is missing path: ${path}: missing value`);
  }
  return found;
}

/** The holder of a path's last part, which must exist. */
function holder(document: Json, path: string): { readonly parent: Json; readonly last: string } {
  const keys = pointer(path);
  const last = keys.pop() ?? '';
  const parent = read(document, keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
  return { parent, last };
}

function add(document: Json, path: string, value: Json): Json {
  if (path === '') return value;
  const { parent, last } = holder(document, path);
  if (Array.isArray(parent)) {
    if (last === '-') parent.push(value);
    else parent.splice(indexIn(last, path, parent.length), 0, value);
  } else if (isObject(parent)) parent[last] = value;
  else throw unprocessable(`add operation does not apply: doc is missing path: "${path}"`);
  return document;
}

function remove(document: Json, path: string): Json {
  const { parent, last } = holder(document, path);
  if (Array.isArray(parent)) parent.splice(indexIn(last, path, parent.length - 1), 1);
  else if (isObject(parent) && Object.hasOwn(parent, last)) delete parent[last];
  else throw unprocessable(`remove operation does not apply: doc is missing path: "${path}"`);
  return document;
}

function replace(document: Json, path: string, value: Json): Json {
  read(document, path);
  if (path === '') return value;
  const { parent, last } = holder(document, path);
  if (Array.isArray(parent)) parent[indexIn(last, path, parent.length - 1)] = value;
  else if (isObject(parent)) parent[last] = value;
  return document;
}

/** JSON Patch (RFC 6902) on a copy. A failed `test` or a missing path is a 422, as on a real server. */
export function applyJsonPatch(document: Json, patch: Json): Json {
  if (!Array.isArray(patch)) throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  let result = copy(document);
  for (const operation of patch) {
    const path = textAt(operation, 'path');
    const from = textAt(operation, 'from');
    const value = isObject(operation) ? copy(operation.value ?? null) : null;
    switch (textAt(operation, 'op')) {
      case 'add':
        result = add(result, path, value);
        break;
      case 'remove':
        result = remove(result, path);
        break;
      case 'replace':
        result = replace(result, path, value);
        break;
      case 'test':
        if (!isSame(read(result, path), value)) throw unprocessable(`testing path ${path} failed`);
        break;
      case 'copy':
        result = add(result, path, copy(read(result, from)));
        break;
      case 'move': {
        const moved = copy(read(result, from));
        result = add(remove(result, from), path, moved);
        break;
      }
      default:
        throw unprocessable(`Unexpected kind: ${textAt(operation, 'op') || 'none'}`);
    }
  }
  return result;
}
