import type { JsonObject } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { ApiRequest } from './api-request.ts';
import { matcherOf } from './list.ts';
import { namespaceOf } from './object.ts';
import { groupVersion, resourceKey } from './resource.ts';
import { badRequest, expired } from './status.ts';
import type { Change, Store } from './store.ts';

const DEFAULT_TIMEOUT_S = 1_800;
/** As a real server does: a bookmark so long before it ends a watch. */
const LAST_BOOKMARK_S = 2;

export type WatchOptions = {
  /** How an object is shown: its version, or a row of a table. */
  readonly show: (object: JsonObject) => JsonObject;
  readonly bookmarkEveryMs: number;
};

/** Streams changes as newline-delimited JSON until the client leaves, its timeout is over or the server stops. */
export function watch(store: Store, request: ApiRequest, exchange: Exchange, options: WatchOptions): void {
  const { query, response } = exchange;
  const matches = matcherOf(request, query);
  const isHere = (object: JsonObject) => request.namespace === '' || namespaceOf(object) === request.namespace;
  const from = query.get('resourceVersion') ?? '';
  const fromVersion = Number(from || 0);
  if (!Number.isSafeInteger(fromVersion) || fromVersion < 0)
    throw badRequest(`Invalid value: "${from}": a resourceVersion is a number`);
  const wantsBookmarks = query.get('allowWatchBookmarks') === 'true' || query.get('allowWatchBookmarks') === '1';
  const wantsInitial = query.get('sendInitialEvents') === 'true';

  response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  const send = (type: string, object: JsonObject) => {
    if (!response.destroyed) response.write(`${JSON.stringify({ type, object })}\n`);
  };
  const key = resourceKey(request.resource);
  const past = fromVersion === 0 ? [] : store.since(key, fromVersion);
  if (past === null) {
    send('ERROR', expired(`too old resource version: ${fromVersion} (${store.currentVersion})`).toStatus());
    response.end();
    return;
  }

  const deliver = (change: Change) => {
    if (change.key !== key || !isHere(change.object)) return;
    const isIn = change.type !== 'DELETED' && matches(change.object);
    const wasIn = change.previous !== undefined && matches(change.previous);
    if (isIn) send(wasIn ? 'MODIFIED' : 'ADDED', options.show(change.object));
    else if (wasIn) send('DELETED', options.show(change.object));
  };
  const bookmark = (annotations?: JsonObject) =>
    send('BOOKMARK', {
      kind: request.resource.kind,
      apiVersion: groupVersion(request.resource.group, request.version),
      metadata: {
        resourceVersion: String(store.currentVersion),
        creationTimestamp: null,
        ...(annotations ? { annotations } : {}),
      },
    });

  if (fromVersion === 0) {
    for (const object of store.list(request.resource, request.namespace))
      if (matches(object)) send('ADDED', options.show(object));
    if (wantsInitial && wantsBookmarks) bookmark({ 'k8s.io/initial-events-end': 'true' });
  }
  for (const change of past) deliver(change);
  const unsubscribe = store.subscribe(deliver);
  const bookmarks = wantsBookmarks ? setInterval(bookmark, options.bookmarkEveryMs) : undefined;
  const timeoutS = Number(query.get('timeoutSeconds') ?? DEFAULT_TIMEOUT_S);
  const lastBookmark = wantsBookmarks
    ? setTimeout(bookmark, Math.max(0, timeoutS - LAST_BOOKMARK_S) * 1_000)
    : undefined;
  const end = setTimeout(() => response.end(), timeoutS * 1_000);
  response.once('close', () => {
    unsubscribe();
    clearInterval(bookmarks);
    clearTimeout(lastBookmark);
    clearTimeout(end);
  });
}
