import type { Json, JsonObject } from '../json.ts';
import { isObject, objectAt, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { ApiRequest } from './api-request.ts';
import { deleteObject } from './deletion.ts';
import { listPage } from './list.ts';
import { timestamp } from './object.ts';
import { APPLY_TYPE, patched } from './patch/apply-patch.ts';
import { applyServerSide } from './patch/server-side-apply.ts';
import { groupVersion } from './resource.ts';
import { toScale, withScale } from './scale.ts';
import { badRequest, invalid, methodNotAllowed, noSuchPath, notFound, unsupportedMedia } from './status.ts';
import type { Store } from './store.ts';
import { fromVersion, toVersion } from './versions.ts';
import type { WriteOptions, Writer } from './writer.ts';
import { asKind } from './writer.ts';

export type Written = { readonly code: number; readonly object: JsonObject };

function optionsOf(request: ApiRequest, exchange: Exchange): WriteOptions {
  const dryRun = exchange.query.getAll('dryRun').filter(Boolean);
  if (dryRun.some((value) => value !== 'All')) {
    throw invalid('meta.k8s.io', 'PatchOptions', '', [
      { field: 'dryRun', message: `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"` },
    ]);
  }
  const agent = exchange.header('user-agent').split('/')[0];
  return {
    manager: exchange.query.get('fieldManager') || agent || 'unknown',
    isDryRun: dryRun.length > 0,
    subresource: request.subresource === 'status' || request.subresource === 'scale' ? request.subresource : '',
    apiVersion: groupVersion(request.resource.group, request.version),
  };
}

/** POST, PUT, PATCH and DELETE. */
export class WriteHandler {
  private readonly store: Store;
  private readonly writer: Writer;
  constructor(store: Store, writer: Writer) {
    this.store = store;
    this.writer = writer;
  }

  async handle(request: ApiRequest, exchange: Exchange, body: Json): Promise<Written> {
    const { resource, subresource } = request;
    const isKnown =
      subresource === '' ||
      (subresource === 'status' && resource.hasStatus) ||
      (subresource === 'scale' && resource.hasScale);
    if (subresource === 'eviction' && request.verb === 'create') return this.evict(request, exchange, body);
    if (!isKnown) throw noSuchPath();
    switch (request.verb) {
      case 'create':
        return this.create(request, exchange, body);
      case 'update':
        return this.replace(request, exchange, body);
      case 'patch':
        return this.patch(request, exchange, body);
      case 'delete':
        return this.remove(request, exchange, body);
      case 'deletecollection':
        return this.removeAll(request, exchange, body);
      default:
        throw methodNotAllowed();
    }
  }

  private create(request: ApiRequest, exchange: Exchange, body: Json): Written {
    if (request.name) throw methodNotAllowed();
    const given = fromVersion(request.resource, asKind(request.resource, request.version, body), request.version);
    return {
      code: 201,
      object: this.writer.create(request.resource, request.namespace, given, optionsOf(request, exchange)),
    };
  }

  private replace(request: ApiRequest, exchange: Exchange, body: Json): Written {
    const previous = this.writer.find(request.resource, request.namespace, request.name);
    if (request.subresource === 'scale') {
      if (!isObject(body)) throw badRequest('the Scale provided is not an object');
      return this.scaled(request, exchange, previous, body);
    }
    const given = asKind(request.resource, request.version, body);
    if (textAt(given, 'metadata', 'name') !== request.name) {
      throw badRequest(
        `the name of the object (${textAt(given, 'metadata', 'name')}) does not match the name on the URL (${request.name})`,
      );
    }
    const next = fromVersion(request.resource, given, request.version, previous);
    return { code: 200, object: this.writer.update(request.resource, previous, next, optionsOf(request, exchange)) };
  }

  private scaled(request: ApiRequest, exchange: Exchange, previous: JsonObject, scale: JsonObject): Written {
    const options = { ...optionsOf(request, exchange), subresource: '' };
    return {
      code: 200,
      object: toScale(this.writer.update(request.resource, previous, withScale(previous, scale), options)),
    };
  }

  private patch(request: ApiRequest, exchange: Exchange, body: Json): Written {
    const { resource } = request;
    const type = exchange.contentType;
    if (type === APPLY_TYPE) return this.apply(request, exchange, body);
    if (exchange.query.get('force') === 'true') {
      throw invalid('meta.k8s.io', 'PatchOptions', '', [
        { field: 'force', message: 'Forbidden: may not be specified for non-apply patch' },
      ]);
    }
    const previous = this.writer.find(resource, request.namespace, request.name);
    if (request.subresource === 'scale')
      return this.scaled(request, exchange, previous, patched(resource, type, toScale(previous), body));
    const shown = toVersion(resource, previous, request.version);
    const next = fromVersion(resource, patched(resource, type, shown, body), request.version, previous);
    return { code: 200, object: this.writer.update(resource, previous, next, optionsOf(request, exchange)) };
  }

  private apply(request: ApiRequest, exchange: Exchange, body: Json): Written {
    const { resource, namespace, name } = request;
    if (request.subresource === 'scale')
      throw unsupportedMedia(APPLY_TYPE, ['application/json-patch+json', 'application/merge-patch+json']);
    const options = optionsOf(request, exchange);
    const manager = exchange.query.get('fieldManager');
    if (!manager)
      throw invalid('meta.k8s.io', 'PatchOptions', '', [
        { field: 'fieldManager', message: 'Required value: is required for apply patch', reason: 'FieldValueRequired' },
      ]);
    const given = asKind(resource, request.version, body);
    if (textAt(given, 'metadata', 'name') && textAt(given, 'metadata', 'name') !== name)
      throw badRequest('the name of the object does not match the name on the URL');
    if (given.metadata !== undefined && objectAt(given, 'metadata').managedFields)
      throw badRequest('metadata.managedFields must be nil');
    const metadata = { ...objectAt(given, 'metadata'), name, ...(resource.isNamespaced ? { namespace } : {}) };
    const applied = fromVersion(resource, { ...given, metadata }, request.version);
    const live = this.store.get(resource, namespace, name);
    const writer = { manager, apiVersion: options.apiVersion, time: timestamp(Date.now()), subresource: '' };
    const next = applyServerSide(resource, live, applied, writer, exchange.query.get('force') === 'true');
    const settled = { ...options, manager: '' };
    if (!live) return { code: 201, object: this.writer.create(resource, namespace, next, settled) };
    return { code: 200, object: this.writer.update(resource, live, next, settled) };
  }

  private remove(request: ApiRequest, exchange: Exchange, body: Json): Written {
    const object = this.writer.find(request.resource, request.namespace, request.name);
    const given: JsonObject = { ...(isObject(body) ? body : {}) };
    // A real server reads the options from the body or, where there is none, from the query: never from both.
    const hasBody = Object.keys(given).length > 0;
    for (const field of hasBody ? [] : ['propagationPolicy', 'gracePeriodSeconds']) {
      const value = exchange.query.get(field);
      if (value !== null) given[field] = field === 'gracePeriodSeconds' ? Number(value) : value;
    }
    const inBody = given.dryRun;
    const isDryRun = hasBody ? Array.isArray(inBody) && inBody.includes('All') : optionsOf(request, exchange).isDryRun;
    return { code: 200, object: deleteObject(this.store, request.resource, object, given, isDryRun) };
  }

  private removeAll(request: ApiRequest, exchange: Exchange, body: Json): Written {
    const { items } = listPage(this.store, request, exchange);
    const given = isObject(body) ? body : {};
    for (const object of items)
      deleteObject(this.store, request.resource, object, given, optionsOf(request, exchange).isDryRun);
    return {
      code: 200,
      object: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: { kind: request.resource.plural },
      },
    };
  }

  private evict(request: ApiRequest, exchange: Exchange, body: Json): Written {
    if (request.resource.kind !== 'Pod') throw noSuchPath();
    const pod = this.store.get(request.resource, request.namespace, request.name);
    if (!pod) throw notFound(request.resource, request.name);
    deleteObject(
      this.store,
      request.resource,
      pod,
      objectAt(body, 'deleteOptions'),
      optionsOf(request, exchange).isDryRun,
    );
    return { code: 201, object: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' } };
  }
}
