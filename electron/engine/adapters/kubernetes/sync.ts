import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { SyncSpec } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { parseJson } from '../http/http-client.ts';
import type { OperationKind } from '../operation-kind.ts';
import { failed } from '../outcome.ts';
import { ApplicationSpec, applicationKind, syncMode } from './argo.ts';
import type { Connection } from './connection.ts';
import { type PatchOperation, untilRead } from './guarded-change.ts';
import { isObject, valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { annotationEdit, type Edit, type ObjectChange, planObjectChange, runObjectChange } from './object-change.ts';
import { type ClusterObject, readObject } from './objects.ts';
import type { ResourceKind } from './resource-kind.ts';

/** Holds the automated sync as it was, as JSON: on the Application itself, so that it outlives this console. */
const automatedBefore = 'tminus.io/automated-before';
const automatedPath = ['spec', 'syncPolicy', 'automated'];
const pointer = '/spec/syncPolicy/automated';

/** `argo.sync`: takes an Application's automated sync away, or gives it back as it was (reconciled 32). */
export function createSyncKind(connection: Connection): OperationKind<SyncSpec> {
  const at = ({ namespace }: SyncSpec): Connection => connection.inNamespace(namespace);

  return {
    kind: 'argo.sync',
    async plan(spec, signal): Promise<Result<OperationPlan, Fault>> {
      const there = at(spec);
      const kind = await applicationKind(connection, signal);
      if (!kind.ok) return kind;
      const planned = await planObjectChange(there, changeOf(spec, kind.value), signal);
      if (!planned.ok) return planned;
      const { object, ...rest } = planned.value;
      return ok({ ...rest, equivalent: byHand(there, spec, object) });
    },
    async run(spec, plan, context) {
      const kind = await untilRead(() => applicationKind(connection, context.signal), context);
      return kind.ok ? runObjectChange(at(spec), changeOf(spec, kind.value), plan, context) : failed(kind.error);
    },
    async look(spec, _plan, signal) {
      const kind = await applicationKind(connection, signal);
      if (!kind.ok) return kind;
      const change = changeOf(spec, kind.value);
      const object = await readObject(at(spec), kind.value, spec.application, signal);
      if (!object.ok) return object;
      const left = change.edits(object.value);
      return ok({ applied: left.ok && left.value.length === 0 ? 'yes' : 'no', seen: change.seen(object.value) });
    },
  };
}

function changeOf(spec: SyncSpec, of: ResourceKind): ObjectChange {
  return {
    of,
    name: spec.application,
    edits: (object) => (spec.automated === 'suspended' ? ok(suspend(object)) : restore(spec, object)),
    seen(object) {
      const mode = modeOf(object);
      const isMeant = spec.automated === 'restored' || mode === 'by-hand';
      return [
        {
          what: `Application ${spec.application} sync`,
          expected: spec.automated === 'suspended' ? 'by hand' : 'as it was before',
          seen: { 'by-hand': 'by hand', automated: 'automated', 'self-heal': 'automated, with self-heal' }[mode],
          agrees: isMeant,
        },
      ];
    },
  };
}

const modeOf = (object: ClusterObject) => {
  const parsed = ApplicationSpec.safeParse(object.spec ?? {});
  return parsed.success ? syncMode(parsed.data) : 'by-hand';
};
const shown = (automated: unknown): string => (automated === undefined ? 'none' : JSON.stringify(automated));
const edit = (from: unknown, to: unknown, patch: readonly PatchOperation[]): Edit => ({
  label: automatedPath.join('.'),
  from: shown(from),
  to: shown(to),
  patch,
  path: automatedPath,
});

/** What is there now is what comes back: somebody may have set it anew since an earlier suspension. */
function suspend(object: ClusterObject): Edit[] {
  const held = valueAt(object, automatedPath);
  if (modeOf(object) === 'by-hand') return [];
  const test: PatchOperation = { op: 'test', path: pointer, value: held };
  return [
    edit(held, undefined, [test, { op: 'remove', path: pointer }]),
    ...annotationEdit(object, automatedBefore, JSON.stringify(held)),
  ];
}

function restore(spec: SyncSpec, object: ClusterObject): Result<readonly Edit[], Fault> {
  const noted = object.metadata.annotations?.[automatedBefore];
  if (noted === undefined) return ok([]);
  const done = annotationEdit(object, automatedBefore, null);
  // Somebody has given it back already: theirs stays.
  if (isObject(valueAt(object, automatedPath))) return ok(done);
  const before = parseJson(noted);
  if (!isObject(before)) return err(unreadable(spec, noted));
  const hasPolicy = isObject(valueAt(object, ['spec', 'syncPolicy']));
  const guard: PatchOperation = {
    op: 'test',
    path: '/metadata/resourceVersion',
    value: object.metadata.resourceVersion,
  };
  const add: PatchOperation = hasPolicy
    ? { op: 'add', path: pointer, value: before }
    : { op: 'add', path: '/spec/syncPolicy', value: { automated: before } };
  return ok([edit(undefined, before, [guard, add]), ...done]);
}

function byHand(there: Connection, spec: SyncSpec, object: ClusterObject | null): string {
  const noted = object?.metadata.annotations?.[automatedBefore];
  const before = noted === undefined ? null : parseJson(noted);
  const automated = spec.automated === 'suspended' ? null : before;
  if (spec.automated === 'restored' && before === null) return kubectl(there, ['get', 'application', spec.application]);
  const patch = JSON.stringify({ spec: { syncPolicy: { automated } } });
  return kubectl(there, ['patch', 'application', spec.application, '--type=merge', '-p', patch]);
}

const unreadable = ({ application }: SyncSpec, noted: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `Application ${application} carries "${noted.slice(0, 100)}" in ${automatedBefore}, which is no automated sync.`,
  hint: 'Set its sync policy by hand and remove the annotation.',
  retryable: false,
});
