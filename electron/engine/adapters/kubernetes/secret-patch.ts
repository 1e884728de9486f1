import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { PatchSpec } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext, RunOutcome } from '../operation-kind.ts';
import type { Connection } from './connection.ts';
import { fieldLabel } from './fields.ts';
import type { PatchOperation } from './guarded-change.ts';
import { isObject, valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { type Edit, type ObjectChange, planObjectChange, runObjectChange } from './object-change.ts';
import { type ClusterObject, readObject } from './objects.ts';
import type { ResourceKind } from './resource-kind.ts';

const SECRET: ResourceKind = { kind: 'Secret', group: '', version: 'v1', plural: 'secrets' };
const notShown = 'not shown';
const encoded = (value: string): string => Buffer.from(value, 'utf8').toString('base64');
const pointer = (key: string): string => `/data/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/**
 * A Secret's keys, one by one: the others stay as they are. Planning reads metadata only, so the plan holds the version in the
 * place of the old value; the run compares and guards with the value itself, which goes nowhere else.
 */
export function secretChange(connection: Connection, spec: PatchSpec): ObjectChange {
  const { name } = spec.object;
  return {
    of: SECRET,
    name,
    read: (signal) => readObject(connection, SECRET, name, signal, true),
    edits(object) {
      const wrong = spec.fields.find(({ path }) => path[0] !== 'data' || path.length !== 2);
      if (wrong !== undefined) return err(noKey(name, wrong.path));
      const data = isObject(object.data) ? object.data : null;
      const open = spec.fields.filter(({ path, value }) => data?.[path[1] ?? ''] !== encoded(value));
      const [first, ...others] = open.map((field) => editOf(object, field));
      if (first === undefined) return ok([]);
      // In a plan its data isn't there: what can't be compared is written again.
      return ok([isPlanned(object) || data !== null ? first : withData(object, first), ...others]);
    },
    seen: (object) =>
      spec.fields.map(({ path, value }) => {
        const isSo = valueAt(object, path) === encoded(value);
        const seen = isSo ? 'as asked (not shown)' : 'something else (not shown)';
        return { what: `Secret ${name} ${fieldLabel(path)}`, expected: notShown, seen, agrees: isSo };
      }),
  };
}

/** Metadata alone, as plans read it. */
const isPlanned = (object: ClusterObject): boolean => object.kind === 'PartialObjectMetadata';
const from = (object: ClusterObject): string => `${notShown} (version ${object.metadata.resourceVersion})`;

function editOf(object: ClusterObject, { path, value }: PatchSpec['fields'][number]): Edit {
  const key = path[1] ?? '';
  const held = isObject(object.data) ? object.data[key] : undefined;
  const guard: PatchOperation[] = held === undefined ? [] : [{ op: 'test', path: pointer(key), value: held }];
  return {
    label: fieldLabel(path),
    from: from(object),
    to: notShown,
    patch: [...guard, { op: 'add', path: pointer(key), value: encoded(value) }],
    path,
  };
}

/** A Secret that holds nothing yet has no place for a key. */
const withData = ({ metadata }: ClusterObject, edit: Edit): Edit => ({
  ...edit,
  patch: [
    { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion },
    { op: 'add', path: '/data', value: {} },
    ...edit.patch,
  ],
});

/** Reads metadata and lets the server try it: no value comes back, none is in the plan. */
export async function planSecretPatch(
  connection: Connection,
  spec: PatchSpec,
  signal: AbortSignal,
): Promise<Result<OperationPlan, Fault>> {
  const planned = await planObjectChange(connection, secretChange(connection, spec), signal);
  if (!planned.ok) return planned;
  const { object: _object, ...rest } = planned.value;
  const keys = spec.fields.map(
    ({ path }) => `{"op":"add","path":"${pointer(path[1] ?? '')}","value":"BASE64 (not shown)"}`,
  );
  const patch = ['patch', 'secret', spec.object.name, '--type=json', '-p', `[${keys.join(',')}]`];
  return ok({ ...rest, equivalent: kubectl(connection, patch) });
}

export const runSecretPatch = (
  connection: Connection,
  spec: PatchSpec,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<RunOutcome> => runObjectChange(connection, secretChange(connection, spec), plan, context);

const noKey = (name: string, path: readonly string[]): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `Secret ${name}: ${fieldLabel(path)} is no key of it; only the keys under data are set.`,
  hint: 'Correct the path in the pack: data, then the key.',
  retryable: false,
});
