import type { Json, JsonObject } from '../../json.ts';
import { copy, isObject, isSame, textAt } from '../../json.ts';
import type { Resource } from '../resource.ts';
import { ApiError } from '../status.ts';
import { fieldName, fieldsOf, fieldValue, removeField } from './field-set.ts';
import type { Claim, Writer } from './managed-fields.ts';
import { claimsOf, withClaims } from './managed-fields.ts';
import { itemWith, mergeKey } from './merge-keys.ts';

function merge(live: Json | undefined, applied: Json, field: string, isCustom: boolean): Json {
  if (isObject(applied)) {
    const result: JsonObject = isObject(live) ? { ...live } : {};
    for (const [name, value] of Object.entries(applied)) result[name] = merge(result[name], value, name, isCustom);
    return result;
  }
  if (!Array.isArray(applied)) return applied;
  const key = isCustom ? undefined : mergeKey(field, applied);
  if (key === undefined || !Array.isArray(live)) return copy(applied);
  const kept = live.map((item) => {
    const patch = isObject(item) ? itemWith(applied, key, item[key]) : undefined;
    return patch === undefined ? item : merge(item, patch, '', isCustom);
  });
  const added = applied.filter((item) => isObject(item) && itemWith(live, key, item[key]) === undefined);
  return [...kept, ...copy(added)];
}

function conflictError(found: readonly { claim: Claim; field: string }[]): ApiError {
  const causes = found.map(({ claim, field }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with "${claim.manager}"${claim.operation === 'Update' ? ` using ${claim.apiVersion}` : ''}`,
    field,
  }));
  const text = causes.map((cause) => `${cause.message}: ${cause.field}`).join('\n');
  return new ApiError(
    409,
    'Conflict',
    `Apply failed with ${causes.length} conflict${causes.length === 1 ? '' : 's'}: ${text}`,
    { causes },
  );
}

/**
 * Server-side apply: `applied` becomes true, fields this manager applied before and leaves out now go away, and a field another
 * manager set to something else is a 409 unless `isForced`, which takes it over.
 */
export function applyServerSide(
  resource: Resource,
  live: JsonObject | undefined,
  applied: JsonObject,
  writer: Writer,
  isForced: boolean,
): JsonObject {
  const wanted = fieldsOf(applied, resource.isCustom);
  const claims = live ? claimsOf(live) : [];
  const isOwn = (claim: Claim) => claim.manager === writer.manager && claim.operation === 'Apply';
  const conflicts = claims
    .filter((claim) => !isOwn(claim))
    .flatMap((claim) =>
      [...wanted]
        .filter(
          ([key, path]) =>
            claim.fields.has(key) && live !== undefined && !isSame(fieldValue(live, path), fieldValue(applied, path)),
        )
        .map(([key, path]) => ({ claim, key, field: fieldName(path) })),
    );
  if (conflicts.length > 0 && !isForced) throw conflictError(conflicts);

  const result = live ? copy(live) : {};
  const others = claims.filter((claim) => !isOwn(claim));
  for (const [key, path] of claims.find(isOwn)?.fields ?? []) {
    if (!wanted.has(key) && !others.some((claim) => claim.fields.has(key))) removeField(result, path);
  }
  const merged = merge(result, applied, '', resource.isCustom);
  const lost = new Set(conflicts.map(({ claim, key }) => `${claim.manager}\u0001${key}`));
  const left = others.map((claim) => ({
    ...claim,
    fields: new Map([...claim.fields].filter(([key]) => !lost.has(`${claim.manager}\u0001${key}`))),
  }));
  const own: Claim = { ...writer, operation: 'Apply', fields: wanted };
  const object = isObject(merged) ? merged : result;
  return withClaims({ ...object, apiVersion: textAt(applied, 'apiVersion'), kind: textAt(applied, 'kind') }, [
    ...left,
    own,
  ]);
}
