import type { Json, JsonObject } from '../json.ts';
import { numberAt, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { ApiRequest } from './api-request.ts';
import { nameOf, namespaceOf } from './object.ts';
import { groupVersion } from './resource.ts';
import type { Matcher } from './selectors.ts';
import { fieldMatcher, labelMatcher } from './selectors.ts';
import { badRequest, expired } from './status.ts';
import type { Store } from './store.ts';

export type Page = { readonly items: readonly JsonObject[]; readonly metadata: JsonObject };

/** The selectors of a list or watch, and the name in its path, as one test. */
export function matcherOf(request: ApiRequest, query: URLSearchParams): Matcher {
  const labels = labelMatcher(query.get('labelSelector') ?? '');
  const fields = fieldMatcher(query.get('fieldSelector') ?? '');
  return (object) => labels(object) && fields(object) && (request.name === '' || nameOf(object) === request.name);
}

const EXPIRED_TOKEN =
  'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.';

function readToken(store: Store, token: string): { readonly after: string; readonly version: number } {
  let parsed: Json;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    throw badRequest('continue key is not valid: it is not one that this server gave out');
  }
  const version = numberAt(parsed, -1, 'version');
  if (store.since('', version) === null) throw expired(EXPIRED_TOKEN);
  return { after: textAt(parsed, 'after'), version };
}

/** One page of a list; `limit` and `continue` as in the API. Pages are cut from what is there when each is asked for. */
export function listPage(store: Store, request: ApiRequest, exchange: Exchange): Page {
  const matches = matcherOf(request, exchange.query);
  const limit = Number(exchange.query.get('limit') ?? 0);
  const token = exchange.query.get('continue');
  const start = token ? readToken(store, token) : null;
  const placeOf = (object: JsonObject) => `${namespaceOf(object)}/${nameOf(object)}`;
  const all = store
    .list(request.resource, request.namespace)
    .filter((object) => matches(object) && (!start || placeOf(object) > start.after));
  const items = limit > 0 ? all.slice(0, limit) : all;
  const version = start?.version ?? store.currentVersion;
  const metadata: JsonObject = { resourceVersion: String(version) };
  const last = items.at(-1);
  if (last && items.length < all.length) {
    metadata.continue = Buffer.from(JSON.stringify({ after: placeOf(last), version })).toString('base64url');
    metadata.remainingItemCount = all.length - items.length;
  }
  return { items, metadata };
}

/** A page as the kind's List object. Items carry no kind, as on a real server for built-in kinds; custom resources do. */
export function listObject(request: ApiRequest, page: Page, items: readonly JsonObject[]): JsonObject {
  const shown = request.resource.isCustom
    ? [...items]
    : items.map(({ kind: _kind, apiVersion: _apiVersion, ...rest }) => rest);
  return {
    kind: `${request.resource.kind}List`,
    apiVersion: groupVersion(request.resource.group, request.version),
    metadata: page.metadata,
    items: shown,
  };
}
