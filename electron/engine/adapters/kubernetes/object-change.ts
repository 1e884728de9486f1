import type { Check, FieldChange, OperationPlan, Seen, Target } from '#shared/domain/operation/plan.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext, RunOutcome } from '../operation-kind.ts';
import { failed, pause, unplanned } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { dryRunRefused } from './dry-run.ts';
import { applyGuarded, type Changed, identityAndCause, type PatchOperation } from './guarded-change.ts';
import { type ClusterObject, patchObject, readObject } from './objects.ts';
import type { ResourceKind } from './resource-kind.ts';
import { selfHealCheck } from './self-heal.ts';
import { setBackBy, whoSet } from './who-set.ts';

/** One field to set, as the plan shows it and as it is sent. */
export type Edit = {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** Guards, then the change. */
  readonly patch: readonly PatchOperation[];
  /** Where it is, to find who else set it. */
  readonly path: readonly string[];
};

/** An object to change in some of its fields. */
export type ObjectChange = {
  readonly of: ResourceKind;
  readonly name: string;
  /** What is still to be set; none when it is as it must be, a fault when it can't be set. */
  edits(object: ClusterObject): Result<readonly Edit[], Fault>;
  /** Reads it otherwise than the usual way, e.g. with the values of a Secret. */
  read?(signal?: AbortSignal): Promise<Result<ClusterObject, Fault>>;
  /** What is said of it when it is as it must be. */
  seen(object: ClusterObject): readonly Seen[];
};

/** How long others may take to set a change back before it counts as made; a rollback reads everything back at its end. */
export const settleMs = 700;

export const targetOf = (connection: Connection, of: ResourceKind, name: string, uid?: string): Target => ({
  kind: of.kind,
  where: connection.place.context,
  namespace: connection.place.namespace,
  name,
  ...(uid === undefined ? {} : { uid }),
});

export type ObjectPlan = Omit<OperationPlan, 'equivalent'> & { readonly object: ClusterObject | null };

/** What the change would do: reads, asks for the rights, asks who would undo it, and lets the server try it. */
export async function planObjectChange(
  connection: Connection,
  change: Omit<ObjectChange, 'seen'>,
  signal: AbortSignal,
): Promise<Result<ObjectPlan, Fault>> {
  const { of, name } = change;
  const what = `${of.kind} ${name}`;
  const [read, rights] = await Promise.all([
    readObject(connection, of, name, signal),
    rightsCheck(
      connection,
      ['get', 'patch'].map((verb) => ({ verb, group: of.group, resource: of.plural })),
    ),
  ]);
  if (!read.ok) {
    if (read.error.cause !== 'not-found') return read;
    const missing: Check = { what, state: 'act', text: read.error.message };
    return ok({ targets: [targetOf(connection, of, name)], changes: [], checks: [rights, missing], object: null });
  }
  const object = read.value;
  const target = targetOf(connection, of, name, object.metadata.uid);
  const edits = change.edits(object);
  if (!edits.ok) {
    const impossible: Check = { what, state: 'act', text: edits.error.message };
    return ok({ targets: [target], changes: [], checks: [rights, impossible], object });
  }
  const changes: FieldChange[] = edits.value.map(({ label, from, to }) => ({ target, field: label, from, to }));
  const checks: Check[] = [rights, { what, state: 'good', text: 'it exists' }];
  if (changes.length > 0) {
    const { annotations, labels } = object.metadata;
    const [healed, tried] = await Promise.all([
      selfHealCheck(connection, [{ kind: of.kind, name, annotations, labels }]),
      rights.state === 'act' ? null : tryOut(connection, of, object, edits.value, signal),
    ]);
    checks.push(...healed, ...(tried === null ? [] : [tried]));
  }
  return ok({ targets: [target], changes, checks, object });
}

async function tryOut(
  connection: Connection,
  of: ResourceKind,
  object: ClusterObject,
  edits: readonly Edit[],
  signal: AbortSignal,
): Promise<Check> {
  // Nothing is overwritten by trying: that its status has moved on since it was read is no objection.
  const body = bodyOf(object, edits, 'tried out').filter((one) => one.path !== '/metadata/resourceVersion');
  const tried = await patchObject(connection, of, object.metadata.name, body, true, signal);
  return tried.ok ? { what: 'dry run', state: 'good', text: 'the cluster accepts it' } : dryRunRefused(tried.error);
}

/** Makes the change unless it is there already, guarded by the old values that the confirmed plan showed. */
export function changeObject(
  connection: Connection,
  change: ObjectChange,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<Changed<ClusterObject>> {
  const { of, name } = change;
  const what = `${of.kind} ${name}`;
  const read = change.read ?? ((signal?: AbortSignal) => readObject(connection, of, name, signal));
  const pending = (object: ClusterObject): readonly Edit[] => {
    const edits = change.edits(object);
    return edits.ok ? edits.value : [];
  };
  const changedSince = (object: ClusterObject): readonly string[] => {
    if (context.isGoal) return [];
    const uid = plan?.targets.find((one) => one.name === name)?.uid;
    if (uid !== object.metadata.uid) return [`${what}: it was deleted and made anew`];
    const planned = new Map(plan?.changes.map((one) => [one.field, one.from]));
    return pending(object)
      .filter((edit) => planned.get(edit.label) !== edit.from)
      .map((edit) => `${what} ${edit.label}`);
  };
  let doing = '';
  return applyGuarded<ClusterObject>(
    {
      what,
      async read(signal) {
        const found = await read(signal);
        if (!found.ok) return found;
        const edits = change.edits(found.value);
        return edits.ok ? found : edits;
      },
      isReached: (object) => pending(object).length === 0 && changedSince(object).length === 0,
      changedSince,
      patch(object) {
        doing = pending(object)
          .map((edit) => edit.label)
          .join(', ');
        return bodyOf(object, pending(object), context.cause);
      },
      send(patch) {
        context.progress(`${what}: setting ${doing}`);
        return patchObject(connection, of, name, patch, false);
      },
    },
    context,
  );
}

/** The whole run of a change that needs no waiting: changed, and still so a moment later. */
export async function runObjectChange(
  connection: Connection,
  change: ObjectChange,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<RunOutcome> {
  const what = `${change.of.kind} ${change.name}`;
  if (plan === null && !context.isGoal) return unplanned(`Changing ${what}`);
  const changed = await changeObject(connection, change, plan, context);
  if (changed.kind === 'ended') return changed.outcome;
  if (changed.wasChanged && !context.isGoal) await pause(settleMs, context.signal);
  // Read back without the signal: what was sent has to be known.
  const after = await (change.read?.() ?? readObject(connection, change.of, change.name));
  if (!after.ok) {
    if (!changed.wasChanged) return failed(after.error);
    const message = `${what} was changed but could not be read back: ${after.error.message}`;
    return failed({ ...after.error, cause: 'outcome-unknown', message });
  }
  const left = change.edits(after.value);
  if (!left.ok) return failed(left.error);
  if (left.value.length === 0) return { kind: 'done', seen: change.seen(after.value) };
  return { kind: 'not-effective', seen: left.value.map((edit) => undone(what, edit, after.value)) };
}

const undone = (what: string, edit: Edit, object: ClusterObject): Seen => ({
  what: `${what} ${edit.label}`,
  expected: edit.to,
  seen: setBackBy(edit.from, whoSet(object, edit.path)),
  agrees: false,
});

function bodyOf(object: ClusterObject, edits: readonly Edit[], cause: string): readonly PatchOperation[] {
  return [...identityAndCause(object.metadata, cause), ...edits.flatMap((edit) => edit.patch)];
}

/** An annotation set, or with null taken away. Comes after the cause, which makes the map where there is none. */
export function annotationEdit(object: ClusterObject, key: string, to: string | null): Edit[] {
  const held = object.metadata.annotations?.[key];
  if (held === (to ?? undefined)) return [];
  const path = `/metadata/annotations/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const guard: PatchOperation[] = held === undefined ? [] : [{ op: 'test', path, value: held }];
  return [
    {
      label: `annotation ${key}`,
      from: held ?? 'none',
      to: to ?? 'none',
      patch: [...guard, to === null ? { op: 'remove', path } : { op: 'add', path, value: to }],
      path: ['metadata', 'annotations', key],
    },
  ];
}
