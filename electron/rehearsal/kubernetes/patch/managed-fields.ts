import type { JsonObject } from '../../json.ts';
import { isObject, isSame, listAt, objectAt, textAt } from '../../json.ts';
import type { FieldSet } from './field-set.ts';
import { fieldsOf, fieldValue, fromFieldsV1, toFieldsV1 } from './field-set.ts';

/** One manager's claim on fields of an object. */
export type Claim = {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource: string;
  readonly apiVersion: string;
  readonly time: string;
  readonly fields: FieldSet;
};

export function claimsOf(object: JsonObject): Claim[] {
  return listAt(object, 'metadata', 'managedFields')
    .filter(isObject)
    .map((entry) => ({
      manager: textAt(entry, 'manager'),
      operation: textAt(entry, 'operation') === 'Apply' ? 'Apply' : 'Update',
      subresource: textAt(entry, 'subresource'),
      apiVersion: textAt(entry, 'apiVersion'),
      time: textAt(entry, 'time'),
      fields: fromFieldsV1(objectAt(entry, 'fieldsV1')),
    }));
}

/** A copy of `object` that carries `claims`; those that own nothing are dropped. */
export function withClaims(object: JsonObject, claims: readonly Claim[]): JsonObject {
  const metadata: JsonObject = { ...objectAt(object, 'metadata') };
  const entries = claims
    .filter((claim) => claim.fields.size > 0)
    .map((claim) => ({
      manager: claim.manager,
      operation: claim.operation,
      apiVersion: claim.apiVersion,
      time: claim.time,
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(claim.fields),
      ...(claim.subresource ? { subresource: claim.subresource } : {}),
    }));
  delete metadata.managedFields;
  if (entries.length > 0) metadata.managedFields = entries;
  return { ...object, metadata };
}

export type Writer = {
  readonly manager: string;
  readonly apiVersion: string;
  readonly time: string;
  readonly subresource: string;
};

/** Gives the fields that a plain write changed to its manager and takes them from all others. */
export function claimUpdate(
  previous: JsonObject | undefined,
  next: JsonObject,
  writer: Writer,
  isCustom: boolean,
): JsonObject {
  const now = fieldsOf(next, isCustom);
  const changed: FieldSet = new Map();
  for (const [key, path] of now) {
    if (!previous || !isSame(fieldValue(previous, path), fieldValue(next, path))) changed.set(key, path);
  }
  if (changed.size === 0 && previous) return withClaims(next, claimsOf(previous));
  const claims = (previous ? claimsOf(previous) : []).map((claim) => {
    const isOwn =
      claim.manager === writer.manager && claim.operation === 'Update' && claim.subresource === writer.subresource;
    const fields = new Map([...claim.fields].filter(([key]) => now.has(key) && !changed.has(key)));
    return isOwn ? { ...claim, time: writer.time, fields: new Map([...fields, ...changed]) } : { ...claim, fields };
  });
  const hasOwn = claims.some(
    (claim) =>
      claim.manager === writer.manager && claim.operation === 'Update' && claim.subresource === writer.subresource,
  );
  return withClaims(next, hasOwn ? claims : [...claims, { ...writer, operation: 'Update', fields: changed }]);
}
