import { parse } from 'yaml';
import type { Json } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import { badRequest, unsupportedMedia } from './status.ts';

const YAML_TYPES = ['application/yaml', 'application/apply-patch+yaml'];
const JSON_TYPES = [
  'application/json',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

/** The request's body as JSON; YAML where the media type says so. A body that can't be read is a 400, another type a 415. */
export async function readBody(exchange: Exchange): Promise<Json> {
  const text = await exchange.body();
  const type = exchange.contentType || 'application/json';
  if (!YAML_TYPES.includes(type) && !JSON_TYPES.includes(type))
    throw unsupportedMedia(type, ['application/json', 'application/yaml']);
  if (text.trim() === '') return {};
  try {
    const value: Json = YAML_TYPES.includes(type) ? parse(text, { schema: 'core' }) : JSON.parse(text);
    return value;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw badRequest(`the object provided is unrecognized (must be of type JSON or YAML): ${why}`);
  }
}
