import { err, ok, type Result } from '../lib/result.ts';
import type { Pack } from './load.ts';
import { type PackError, type PackPath, problemAt } from './problem.ts';
import type { Variable } from './schema/variables.ts';

export type VariableValue = string | number | boolean;
export type VariableValues = Readonly<Record<string, VariableValue>>;

/** `${namespace}`: filled when a launch is made. */
const REFERENCE = /\$\{([^}\n]*)\}/g;
/** Filled for each service when its names are made, not by a variable. */
export const SERVICE_REFERENCE = 'service';

/** How templates write a variable asked at use: the runbook's own words, e.g. `[brief reason]` (reconciled 34). */
export const placeholderOf = (variable: Variable): string => variable.placeholder ?? `[${variable.id}]`;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** What is wrong with a value, said after the variable's name; null when it fits. */
function misfit(variable: Variable, value: VariableValue): string | null {
  const words = String(value);
  switch (variable.type) {
    case 'number':
      return typeof value === 'number' ? null : `must be a number, not \`${words}\``;
    case 'yes-no':
      return typeof value === 'boolean' ? null : `must be true or false, not \`${words}\``;
    case 'time-zone':
      return isZone(words) ? null : `must be an IANA time zone like Europe/Berlin, not \`${words}\``;
    case 'url':
      return /^https?:\/\/\S+$/.test(words) ? null : `must begin with https://, not \`${words}\``;
    case 'image-tag':
      return /^\w[\w.-]{0,127}$/.test(words) ? null : `must be an image tag like v1.0.0, not \`${words}\``;
    default:
      return words.trim() === '' ? 'is empty' : null;
  }
}

/** The value of every variable of a launch: what was given, else the default. */
export function settle(pack: Pack, given: VariableValues): Result<Map<string, VariableValue>, PackError[]> {
  const problems: PackError[] = [];
  const values = new Map<string, VariableValue>();
  const known = new Set(pack.content.variables.map((variable) => variable.id));
  for (const id of Object.keys(given).filter((one) => !known.has(one))) {
    const hint = `It has: ${[...known].join(', ')}.`;
    problems.push(problemAt(pack.locate(['variables']), 'variable', `The pack has no variable \`${id}\`.`, hint));
  }
  for (const [index, variable] of pack.content.variables.entries()) {
    const value = Object.hasOwn(given, variable.id) ? given[variable.id] : variable.default;
    if (value === undefined && variable.asked === 'use') continue;
    const wrong = value === undefined ? 'has no value' : misfit(variable, value);
    if (value !== undefined && wrong === null) values.set(variable.id, value);
    else {
      const place = pack.locate(['variables', index]);
      problems.push(
        problemAt(place, 'variable', `The variable \`${variable.id}\` ${wrong}.`, `Answer: ${variable.title}`),
      );
    }
  }
  return problems.length > 0 ? err(problems) : ok(values);
}

/** Every text of a pack with where it stands. */
export function* textsOf(value: unknown, path: PackPath = []): Generator<{ text: string; path: PackPath }> {
  if (typeof value === 'string') yield { text: value, path };
  else if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* textsOf(one, [...path, index]);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) yield* textsOf(one, [...path, key]);
  }
}

/** The names of the variables that a text refers to. */
export const referencesIn = (text: string): string[] => [...text.matchAll(REFERENCE)].map((found) => found[1] ?? '');

/** The placeholders `[...]` of a message's text; `\[` is a plain bracket. */
export const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/(?<!\\)\[[^[\]\n]{1,60}\]/g)].map((found) => found[0]);

/** A text with the launch's values in it; `${service}` only where `service` is given. */
export const fill = (text: string, values: ReadonlyMap<string, VariableValue>, service?: string): string =>
  text.replace(REFERENCE, (whole, id: string) => {
    if (id === SERVICE_REFERENCE && service !== undefined) return service;
    const value = values.get(id);
    return value === undefined ? whole : String(value);
  });

/** The same thing with the launch's values in every text of it. */
export function fillAll<T>(value: T, values: ReadonlyMap<string, VariableValue>): T;
export function fillAll(value: unknown, values: ReadonlyMap<string, VariableValue>): unknown {
  if (typeof value === 'string') return fill(value, values);
  if (Array.isArray(value)) return value.map((one) => fillAll(one, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillAll(one, values)]));
}
