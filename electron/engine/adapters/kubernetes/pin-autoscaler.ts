import type { OperationPlan, Seen } from '#shared/domain/operation/plan.ts';
import type { PinAutoscalerSpec, UnpinAutoscalerSpec } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { failed } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { deploymentTarget } from './deployment-change.ts';
import { readDeployment } from './deployments.ts';
import { servedVersion } from './discovery.ts';
import { type AutoscalerFound, autoscalerVersions, readAutoscalers } from './find-autoscaler.ts';
import { untilRead } from './guarded-change.ts';
import { valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { annotationEdit, type Edit, type ObjectChange, planObjectChange, runObjectChange } from './object-change.ts';
import { type ClusterObject, readObject } from './objects.ts';

/** Holds the minimum from before the pin: on the autoscaler itself, so that it outlives this console. */
const minimumBefore = 'tminus.io/minimum-before';
type PinSpec = PinAutoscalerSpec | UnpinAutoscalerSpec;
/** `count` is what stable has; null to unpin. */
type Found = { readonly autoscaler: AutoscalerFound | null; readonly version: string; readonly count: number | null };

/** `kubernetes.pin-autoscaler`: an autoscaler's minimum becomes its Deployment's count; a second pin keeps the first one's note. */
export const createPinAutoscalerKind = (connection: Connection): OperationKind<PinAutoscalerSpec> => ({
  kind: 'kubernetes.pin-autoscaler',
  plan: (spec, signal) => plan(connection, spec, signal),
  run: (spec, planned, context) => run(connection, spec, planned, context),
  look: (spec, planned, signal) => look(connection, spec, planned, signal),
});

/** `kubernetes.unpin-autoscaler`: the minimum from before the pin comes back. */
export const createUnpinAutoscalerKind = (connection: Connection): OperationKind<UnpinAutoscalerSpec> => ({
  kind: 'kubernetes.unpin-autoscaler',
  plan: (spec, signal) => plan(connection, spec, signal),
  run: (spec, planned, context) => run(connection, spec, planned, context),
  look: (spec, planned, signal) => look(connection, spec, planned, signal),
});

async function find(
  connection: Connection,
  { kind, deployment }: PinSpec,
  planned: OperationPlan | null,
  signal?: AbortSignal,
): Promise<Result<Found, Fault>> {
  const all = await readAutoscalers(connection, signal);
  if (!all.ok) return all;
  const autoscaler = all.value.find((one) => one.deployment === deployment) ?? null;
  if (autoscaler === null) return ok({ autoscaler, version: '', count: null });
  const version = await servedVersion(connection, 'autoscaling', autoscalerVersions, signal);
  if (!version.ok) return version;
  const found = { autoscaler, version: version.value };
  if (kind === 'kubernetes.unpin-autoscaler') return ok({ ...found, count: null });
  const confirmed = planned?.resolved?.minimum;
  if (confirmed !== undefined) return ok({ ...found, count: confirmed });
  const read = await readDeployment(connection, deployment, signal);
  return read.ok ? ok({ ...found, count: read.value.spec?.replicas ?? 1 }) : read;
}

function changeOf(spec: PinSpec, { version, count }: Found, autoscaler: AutoscalerFound): ObjectChange {
  const minimumOf = (object: ClusterObject): number => Number(valueAt(object, ['spec', 'minReplicas']) ?? 1);
  const minimum = (object: ClusterObject, to: number): Edit[] => {
    const path = '/spec/minReplicas';
    const held = valueAt(object, ['spec', 'minReplicas']);
    if (minimumOf(object) === to) return [];
    const guard = held === undefined ? [] : [{ op: 'test' as const, path, value: held }];
    const patch = [...guard, { op: 'add' as const, path, value: to }];
    return [
      {
        label: 'spec.minReplicas',
        from: String(minimumOf(object)),
        to: String(to),
        patch,
        path: ['spec', 'minReplicas'],
      },
    ];
  };
  return {
    of: { kind: 'HorizontalPodAutoscaler', group: 'autoscaling', version, plural: 'horizontalpodautoscalers' },
    name: autoscaler.name,
    edits(object) {
      const noted = object.metadata.annotations?.[minimumBefore];
      if (spec.kind === 'kubernetes.unpin-autoscaler') {
        if (noted === undefined) return ok([]);
        const before = Number(noted);
        if (!/^\d+$/.test(noted) || before < 1) return err(unreadable(autoscaler.name, noted));
        return ok([...minimum(object, before), ...annotationEdit(object, minimumBefore, null)]);
      }
      const held = minimumOf(object);
      if (count === null || held >= count) return ok([]);
      const maximum = Number(valueAt(object, ['spec', 'maxReplicas']));
      if (maximum < count) return err(tooLow(autoscaler.name, maximum, count));
      return ok([
        ...minimum(object, count),
        ...(noted === undefined ? annotationEdit(object, minimumBefore, String(held)) : []),
      ]);
    },
    seen: (object) => [
      {
        what: `HorizontalPodAutoscaler ${autoscaler.name} minimum`,
        expected: count === null ? 'as before the pin' : `at least ${count}`,
        seen: String(minimumOf(object)),
        agrees: count === null || minimumOf(object) >= count,
      },
    ],
  };
}

async function plan(connection: Connection, spec: PinSpec, signal: AbortSignal): Promise<Result<OperationPlan, Fault>> {
  const found = await find(connection, spec, null, signal);
  if (!found.ok) return found;
  const { autoscaler, count } = found.value;
  if (autoscaler === null) {
    const none = { what: 'autoscaler', state: 'good' as const, text: noAutoscaler(spec).seen };
    return ok({
      targets: [deploymentTarget(connection, spec.deployment)],
      changes: [],
      checks: [none],
      equivalent: kubectl(connection, ['get', 'horizontalpodautoscalers']),
    });
  }
  const planned = await planObjectChange(connection, changeOf(spec, found.value, autoscaler), signal);
  if (!planned.ok) return planned;
  const { object: _object, ...rest } = planned.value;
  const to = rest.changes.find((one) => one.field === 'spec.minReplicas')?.to;
  const patch = [
    'patch',
    'hpa',
    autoscaler.name,
    '--type=merge',
    '-p',
    JSON.stringify({ spec: { minReplicas: Number(to) } }),
  ];
  return ok({
    ...rest,
    equivalent: kubectl(connection, to === undefined ? ['get', 'hpa', autoscaler.name] : patch),
    ...(count === null ? {} : { resolved: { minimum: count } }),
  });
}

async function run(
  connection: Connection,
  spec: PinSpec,
  planned: OperationPlan | null,
  context: RunContext,
): Promise<RunOutcome> {
  const found = await untilRead(() => find(connection, spec, planned, context.signal), context);
  if (!found.ok) return failed(found.error);
  const { autoscaler } = found.value;
  if (autoscaler === null) return { kind: 'done', seen: [noAutoscaler(spec)] };
  return runObjectChange(connection, changeOf(spec, found.value, autoscaler), planned, context);
}

async function look(connection: Connection, spec: PinSpec, planned: OperationPlan | null, signal: AbortSignal) {
  const found = await find(connection, spec, planned, signal);
  if (!found.ok) return found;
  const { autoscaler } = found.value;
  if (autoscaler === null) return ok({ applied: 'yes' as const, seen: [noAutoscaler(spec)] });
  const change = changeOf(spec, found.value, autoscaler);
  const object = await readObject(connection, change.of, change.name, signal);
  if (!object.ok) return object;
  const left = change.edits(object.value);
  return ok({
    applied: left.ok && left.value.length === 0 ? ('yes' as const) : ('no' as const),
    seen: change.seen(object.value),
  });
}

const noAutoscaler = ({ deployment }: PinSpec): Seen => ({
  what: `autoscaler of ${deployment}`,
  expected: 'its minimum set',
  seen: `no autoscaler scales ${deployment}: there is nothing to set`,
  agrees: true,
});
const tooLow = (name: string, maximum: number, count: number): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `HorizontalPodAutoscaler ${name} allows ${maximum} pods at most: its minimum can't be raised to ${count}.`,
  hint: 'Raise its maximum first.',
  retryable: false,
});
const unreadable = (name: string, noted: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `HorizontalPodAutoscaler ${name} carries "${noted}" in ${minimumBefore}, which is no minimum.`,
  hint: 'Set its minimum by hand and remove the annotation.',
  retryable: false,
});
