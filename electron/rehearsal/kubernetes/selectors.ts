import type { JsonObject } from '../json.ts';
import { at } from '../json.ts';
import { labelsOf } from './object.ts';
import { badRequest } from './status.ts';

export type Matcher = (object: JsonObject) => boolean;

/** Splits at commas that are not inside parentheses. */
const parts = (selector: string): string[] =>
  selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter(Boolean);

function labelRequirement(part: string): (labels: Record<string, string>) => boolean {
  const set = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    return (labels) => {
      const value = labels[key];
      const isIn = value !== undefined && values.includes(value);
      return operator === 'in' ? isIn : !isIn;
    };
  }
  const equal = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s!=]*)$/.exec(part);
  if (equal) {
    const [, key = '', operator, value = ''] = equal;
    return (labels) => (operator === '!=' ? labels[key] !== value : labels[key] === value);
  }
  if (/^![^\s!=]+$/.test(part)) return (labels) => labels[part.slice(1)] === undefined;
  if (/^[^\s!=]+$/.test(part)) return (labels) => labels[part] !== undefined;
  throw badRequest(`unable to parse requirement: found '${part}'`);
}

/** A label selector as text: `a=b,c!=d,e in (f,g),!h`. */
export function labelMatcher(selector: string): Matcher {
  const requirements = parts(selector).map(labelRequirement);
  return (object) => {
    const labels = labelsOf(object);
    return requirements.every((holds) => holds(labels));
  };
}

const FIELDS: Record<string, (object: JsonObject) => string> = Object.fromEntries(
  [
    'metadata.name',
    'metadata.namespace',
    'status.phase',
    'spec.nodeName',
    'spec.restartPolicy',
    'type',
    'reason',
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.uid',
    'status.successful',
  ].map((field) => [field, (object: JsonObject) => String(at(object, ...field.split('.')) ?? '')]),
);

/** A field selector: the fields that the real API can select by, others are a 400. */
export function fieldMatcher(selector: string): Matcher {
  const requirements = parts(selector).map((part) => {
    const found = /^([^!=]+)(==|=|!=)(.*)$/.exec(part);
    const [, field = '', operator = '', value = ''] = found ?? [];
    const read = FIELDS[field];
    if (!read) throw badRequest(`field label not supported: ${field || part}`);
    return (object: JsonObject) => (operator === '!=' ? read(object) !== value : read(object) === value);
  });
  return (object) => requirements.every((holds) => holds(object));
}
