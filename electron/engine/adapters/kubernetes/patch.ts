import type { OperationPlan, Seen } from '#shared/domain/operation/plan.ts';
import type { PatchSpec } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind } from '../operation-kind.ts';
import { failed } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { asTyped, fieldLabel, locate, setField, shown } from './fields.ts';
import { untilRead } from './guarded-change.ts';
import { isObject, valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { type Edit, type ObjectChange, planObjectChange, runObjectChange } from './object-change.ts';
import { type ClusterObject, readObject } from './objects.ts';
import { type ResourceKind, resourceKind } from './resource-kind.ts';
import { planSecretPatch, runSecretPatch, secretChange } from './secret-patch.ts';

/** `kubernetes.patch`: sets the named fields of one object and no other. A Secret's values are never shown (reconciled 24). */
export function createPatchKind(connection: Connection): OperationKind<PatchSpec> {
  return {
    kind: 'kubernetes.patch',
    async plan(spec, signal): Promise<Result<OperationPlan, Fault>> {
      if (spec.object.kind === 'Secret') return planSecretPatch(connection, spec, signal);
      const of = await resourceKind(connection, spec.object, signal);
      if (!of.ok) return of;
      const planned = await planObjectChange(connection, fieldChange(spec, of.value), signal);
      if (!planned.ok) return planned;
      const { object, ...rest } = planned.value;
      return ok({ ...rest, equivalent: byHand(connection, spec, of.value, object) });
    },
    async run(spec, plan, context) {
      if (spec.object.kind === 'Secret') return runSecretPatch(connection, spec, plan, context);
      const of = await untilRead(() => resourceKind(connection, spec.object, context.signal), context);
      return of.ok ? runObjectChange(connection, fieldChange(spec, of.value), plan, context) : failed(of.error);
    },
    async look(spec, _plan, signal) {
      const isSecret = spec.object.kind === 'Secret';
      const of = await resourceKind(connection, spec.object, signal);
      if (!of.ok) return of;
      const change = isSecret ? secretChange(connection, spec) : fieldChange(spec, of.value);
      const object = await readObject(connection, of.value, spec.object.name, signal, isSecret);
      if (!object.ok) return object;
      const left = change.edits(object.value);
      const open = left.ok ? left.value.length : spec.fields.length;
      const applied = open === 0 ? 'yes' : open < spec.fields.length ? 'partly' : 'no';
      return ok({ applied, seen: [...change.seen(object.value)] });
    },
  };
}

function fieldChange(spec: PatchSpec, of: ResourceKind): ObjectChange {
  return {
    of,
    name: spec.object.name,
    edits: (object) => editsOf(spec, object),
    seen: (object) => spec.fields.map((field) => seenOf(spec, object, field)),
  };
}

/** Each field in turn on a copy, so that two of them may share a parent that isn't there yet. */
function editsOf(spec: PatchSpec, object: ClusterObject): Result<readonly Edit[], Fault> {
  const edits: Edit[] = [];
  // The cause, which is sent before, makes this map where there is none.
  const made = { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations } } };
  const copy: unknown = structuredClone(made);
  for (const { path, value } of spec.fields) {
    const at = locate(copy, path);
    if (at === null) return err(noField(spec, path, 'there is nothing like it'));
    if (isObject(at.value) || Array.isArray(at.value))
      return err(noField(spec, path, 'it holds more than one value: name a field in it'));
    const to = asTyped(value, at.value, path);
    if (to === undefined) return err(noField(spec, path, `it holds a ${typeof at.value}, which "${value}" is not`));
    if (at.value === to) continue;
    const patch = setField(at, to, object.metadata.resourceVersion);
    edits.push({ label: fieldLabel(path), from: shown(at.value), to: shown(to), patch, path });
    put(copy, path, to);
  }
  return ok(edits);
}

/** Sets a field of a copy, with its parents. */
function put(copy: unknown, path: readonly string[], to: unknown): void {
  let at: unknown = copy;
  for (const [index, key] of path.entries()) {
    const isLast = index === path.length - 1;
    const held = valueAt(at, [key]);
    if (isLast || held === undefined || held === null) {
      const below = path.slice(index + 1).reduceRight<unknown>((value, name) => ({ [name]: value }), to);
      if (Array.isArray(at)) at[Number(key)] = below;
      else if (isObject(at)) Object.assign(at, { [key]: below });
      return;
    }
    at = held;
  }
}

function seenOf(spec: PatchSpec, object: ClusterObject, { path, value }: PatchSpec['fields'][number]): Seen {
  const held = valueAt(object, path);
  return {
    what: `${spec.object.kind} ${spec.object.name} ${fieldLabel(path)}`,
    expected: shown(value),
    seen: shown(held),
    agrees: String(held) === value,
  };
}

function byHand(connection: Connection, spec: PatchSpec, of: ResourceKind, object: ClusterObject | null): string {
  const edits = object === null ? null : editsOf(spec, object);
  const name = of.group === '' ? of.plural : `${of.plural}.${of.group}`;
  if (edits === null || !edits.ok || edits.value.length === 0)
    return kubectl(connection, ['get', name, spec.object.name, '-o', 'yaml']);
  // Without the guards on the version, which are of this moment.
  const patch = edits.value.flatMap((edit) => edit.patch).filter((one) => one.path !== '/metadata/resourceVersion');
  return kubectl(connection, ['patch', name, spec.object.name, '--type=json', '-p', JSON.stringify(patch)]);
}

const noField = ({ object }: PatchSpec, path: readonly string[], why: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `${object.kind} ${object.name} has no field ${fieldLabel(path)} to set: ${why}.`,
  hint: 'Correct the path in the pack.',
  retryable: false,
});
