import type { JsonObject } from '../json.ts';
import { isObject, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import { BadBody } from '../server/exchange.ts';
import type { Access, User } from './access.ts';
import type { ApiRequest } from './api-request.ts';
import { parseApiRequest } from './api-request.ts';
import { readBody } from './body.ts';
import { discovery } from './discovery.ts';
import { listObject, listPage } from './list.ts';
import { openApiGroup, openApiIndex } from './open-api.ts';
import { asPartial, asPartialList, wantedPartial } from './partial-metadata.ts';
import type { LogSource } from './pod-log.ts';
import { sendLog } from './pod-log.ts';
import { toScale } from './scale.ts';
import { ApiError, badRequest, forbidden, noSuchPath, unauthorized } from './status.ts';
import type { Store } from './store.ts';
import { asTable, wantsTable } from './table.ts';
import { toVersion } from './versions.ts';
import { watch } from './watch.ts';
import { WriteHandler } from './write-handler.ts';
import type { Writer } from './writer.ts';

/** Asked before every request that names a resource; true: it has answered or cut the connection. */
export type Interference = (request: ApiRequest, exchange: Exchange) => Promise<boolean>;

export type ApiServerParts = {
  readonly store: Store;
  readonly writer: Writer;
  readonly access: Access;
  readonly logs: LogSource;
  readonly interfere: Interference;
  readonly bookmarkEveryMs: number;
  readonly origin: () => string;
};

/** The Kubernetes API over HTTP. */
export class ApiServer {
  private readonly parts: ApiServerParts;
  private readonly writes: WriteHandler;
  constructor(parts: ApiServerParts) {
    this.parts = parts;
    this.writes = new WriteHandler(parts.store, parts.writer);
  }

  async handle(exchange: Exchange): Promise<void> {
    try {
      await this.answer(exchange);
    } catch (error) {
      const known =
        error instanceof ApiError
          ? error
          : error instanceof BadBody
            ? new ApiError(error.status, 'RequestEntityTooLarge', error.message)
            : null;
      if (!known) throw error;
      exchange.json(known.code, known.toStatus(), known.headers);
    }
  }

  private async answer(exchange: Exchange): Promise<void> {
    if (['/healthz', '/readyz', '/livez'].includes(exchange.url.pathname)) return exchange.text(200, 'ok');
    const user = this.parts.access.authenticate(exchange);
    if (!user) throw unauthorized();
    const { segments, method } = exchange;
    if (method === 'GET') {
      const found = segments[0] === 'openapi' ? this.openApi(segments) : discovery(segments, this.parts.origin());
      if (found) return exchange.json(200, found);
    }
    if (method === 'POST' && segments[1] === 'authorization.k8s.io' && segments.length === 4)
      return this.review(user, exchange);
    const request = parseApiRequest(exchange);
    if (!request) throw noSuchPath();
    if (await this.parts.interfere(request, exchange)) return;
    if (!this.parts.access.allowsRequest(user, request)) throw this.refuse(user, request);
    await this.serve(request, exchange);
  }

  private refuse(user: User, request: ApiRequest): ApiError {
    return forbidden(request.resource, request.name, user.name, request.verb, request.namespace);
  }

  private openApi(segments: readonly string[]): JsonObject | null {
    if (segments[1] !== 'v3') return null;
    return segments.length === 2 ? openApiIndex() : openApiGroup(segments.slice(2).join('/'));
  }

  private async review(user: User, exchange: Exchange): Promise<void> {
    const body = await readBody(exchange);
    if (!isObject(body)) throw badRequest('the review provided is not an object');
    const plural = exchange.segments[3];
    if (plural === 'selfsubjectaccessreviews') return exchange.json(201, this.parts.access.review(user, body));
    if (plural === 'selfsubjectrulesreviews') return exchange.json(201, this.parts.access.rules(user));
    throw noSuchPath();
  }

  private async serve(request: ApiRequest, exchange: Exchange): Promise<void> {
    switch (request.verb) {
      case 'list':
        return this.list(request, exchange);
      case 'watch':
        return this.watch(request, exchange);
      case 'get':
        return this.get(request, exchange);
      default: {
        const done = await this.writes.handle(request, exchange, await readBody(exchange));
        return exchange.json(done.code, this.show(request, exchange, done.object));
      }
    }
  }

  private show(request: ApiRequest, exchange: Exchange, object: JsonObject): JsonObject {
    if (textAt(object, 'kind') !== request.resource.kind) return object;
    const partial = wantedPartial(exchange);
    if (partial) return asPartial(partial, object);
    const shown = toVersion(request.resource, object, request.version);
    return wantsTable(exchange) ? asTable(request.resource, [shown], {}) : shown;
  }

  private async list(request: ApiRequest, exchange: Exchange): Promise<void> {
    const page = listPage(this.parts.store, request, exchange);
    const partial = wantedPartial(exchange);
    if (partial) return exchange.json(200, asPartialList(partial, page.items, page.metadata));
    const items = page.items.map((object) => toVersion(request.resource, object, request.version));
    exchange.json(
      200,
      wantsTable(exchange) ? asTable(request.resource, items, page.metadata) : listObject(request, page, items),
    );
  }

  private watch(request: ApiRequest, exchange: Exchange): void {
    watch(this.parts.store, request, exchange, {
      show: (object) => this.show(request, exchange, object),
      bookmarkEveryMs: this.parts.bookmarkEveryMs,
    });
  }

  private get(request: ApiRequest, exchange: Exchange): void {
    const object = this.parts.writer.find(request.resource, request.namespace, request.name);
    const { subresource, resource } = request;
    if (subresource === 'log' && resource.kind === 'Pod') {
      sendLog(this.parts.store, this.parts.logs, object, exchange);
      return;
    }
    if (subresource === 'scale' && resource.hasScale) {
      exchange.json(200, toScale(object));
      return;
    }
    if (subresource !== '' && !(subresource === 'status' && resource.hasStatus)) throw noSuchPath();
    exchange.json(200, this.show(request, exchange, object));
  }
}
