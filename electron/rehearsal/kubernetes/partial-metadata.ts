import type { JsonObject } from '../json.ts';
import { objectAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import { ApiError } from './status.ts';

const API_VERSION = 'meta.k8s.io/v1';
const META: JsonObject = { kind: 'PartialObjectMetadata', apiVersion: API_VERSION };

export type PartialKind = 'PartialObjectMetadata' | 'PartialObjectMetadataList';

/**
 * The kind that the client's first choice of JSON asks for, by which a Secret is found without its values being sent; null when it
 * wants objects whole, or as a table.
 */
export function wantedPartial(exchange: Exchange): PartialKind | null {
  for (const choice of exchange.header('accept').split(',')) {
    const [type, ...given] = choice.split(';').map((part) => part.trim());
    if (type !== 'application/json') continue;
    const traits = new Map(given.map((each) => [each.split('=')[0] ?? '', each.split('=')[1] ?? '']));
    const kind = traits.get('as');
    if (kind === undefined) return null;
    const isKnown = traits.get('g') === 'meta.k8s.io' && ['v1', 'v1beta1'].includes(traits.get('v') ?? '');
    if (isKnown && (kind === 'PartialObjectMetadata' || kind === 'PartialObjectMetadataList')) return kind;
    if (kind === 'Table') return null;
  }
  return null;
}

const notAcceptable = (message: string) => new ApiError(406, 'NotAcceptable', message);

const metadataOf = (object: JsonObject): JsonObject => ({ ...META, metadata: objectAt(object, 'metadata') });

/** An object without its content. A real server refuses to show one object as a list. */
export function asPartial(kind: PartialKind, object: JsonObject): JsonObject {
  if (kind === 'PartialObjectMetadata') return metadataOf(object);
  throw notAcceptable('you requested PartialObjectMetadataList, but the requested object is not a list');
}

/** A list whose items are metadata alone; refused under the name of a single object, as on a real server. */
export function asPartialList(kind: PartialKind, items: readonly JsonObject[], metadata: JsonObject): JsonObject {
  if (kind === 'PartialObjectMetadataList')
    return { kind, apiVersion: API_VERSION, metadata, items: items.map(metadataOf) };
  throw notAcceptable('you requested PartialObjectMetadata, but the requested object is a list');
}
