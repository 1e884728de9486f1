import type { Exchange } from '../server/exchange.ts';
import type { Resource } from './resource.ts';
import { findResource } from './resource.ts';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** What a request asks for, in the API's terms. */
export type ApiRequest = {
  readonly verb: Verb;
  readonly resource: Resource;
  readonly version: string;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
};

function verbOf(method: string, hasName: boolean, isWatch: boolean): Verb | null {
  switch (method) {
    case 'GET':
      if (isWatch) return 'watch';
      return hasName ? 'get' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return hasName ? 'delete' : 'deletecollection';
    default:
      return null;
  }
}

/** Reads a path under /api or /apis; null when nothing is served there. */
export function parseApiRequest(exchange: Exchange): ApiRequest | null {
  const [root, ...rest] = exchange.segments;
  const group = root === 'apis' ? (rest.shift() ?? '') : '';
  const version = rest.shift() ?? '';
  if (root !== 'api' && root !== 'apis') return null;
  let namespace = '';
  const ofNamespaceItself = rest.length <= 2 || rest[2] === 'status' || rest[2] === 'finalize';
  if (rest[0] === 'namespaces' && !(group === '' && ofNamespaceItself)) {
    namespace = rest[1] ?? '';
    rest.splice(0, 2);
  }
  const [plural = '', name = '', subresource = ''] = rest;
  const resource = findResource(group, version, plural);
  const isWatch = ['1', 'true'].includes(exchange.query.get('watch') ?? '');
  const verb = verbOf(exchange.method, name !== '', isWatch);
  if (!resource || !verb || rest.length > 3) return null;
  if (!resource.isNamespaced && namespace !== '') return null;
  return { verb, resource, version, namespace, name, subresource };
}
