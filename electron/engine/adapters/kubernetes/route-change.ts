import type { FieldChange, OperationPlan, Target } from '#shared/domain/operation/plan.ts';
import type { WeightsSpec } from '#shared/domain/operation/spec.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext } from '../operation-kind.ts';
import { type Connection, fieldManager } from './connection.ts';
import { changeOptions, servedVersion } from './discovery.ts';
import { applyGuarded, type Changed, identityAndCause, type PatchOperation } from './guarded-change.ts';
import {
  istioGroup,
  istioVersions,
  parsed,
  readVirtualService,
  type SplitRoute,
  splitRoutes,
  VirtualService,
} from './routes.ts';

/** One weight to overwrite: where it is, what it holds, what it will hold. */
type WeightField = {
  readonly label: string;
  readonly path: string;
  readonly from: number | undefined;
  readonly to: number;
  readonly entry: unknown;
  readonly entryPath: string;
};

export const virtualServiceTarget = (connection: Connection, service: VirtualService): Target => ({
  kind: 'VirtualService',
  where: connection.place.context,
  namespace: connection.place.namespace,
  name: service.metadata.name,
  uid: service.metadata.uid,
});

const shown = (weight: number | undefined): string => (weight === undefined ? 'none' : String(weight));
const routesOf = (connection: Connection, spec: WeightsSpec, service: VirtualService): readonly SplitRoute[] =>
  splitRoutes(service, spec.host, spec.subsets, connection.place.namespace);

/** Both weights of each route; what goes to neither of the two is left alone and keeps its share. */
function fieldsOf(connection: Connection, spec: WeightsSpec, service: VirtualService): readonly WeightField[] {
  return routesOf(connection, spec, service).flatMap((route) => {
    const sides = [
      { side: route.canary, subset: spec.subsets.canary, to: spec.canaryPercent },
      { side: route.stable, subset: spec.subsets.stable, to: Math.max(0, 100 - spec.canaryPercent - route.elsewhere) },
    ];
    return sides.map(({ side, subset, to }) => {
      const entryPath = `/spec/http/${route.index}/route/${side.index}`;
      const label = `spec.http[${route.index}].route[${side.index}].weight (${subset})`;
      return { label, path: `${entryPath}/weight`, from: side.weight, to, entry: side.entry, entryPath };
    });
  });
}

const pending = (connection: Connection, spec: WeightsSpec, service: VirtualService): readonly WeightField[] =>
  fieldsOf(connection, spec, service).filter((field) => (field.from ?? 0) !== field.to);

/** The weights that would be overwritten, as the plan shows them. */
export function weightChanges(connection: Connection, spec: WeightsSpec, service: VirtualService): FieldChange[] {
  const target = virtualServiceTarget(connection, service);
  return pending(connection, spec, service).map((field) => ({
    target,
    field: field.label,
    from: shown(field.from),
    to: String(field.to),
  }));
}

/**
 * A JSON Patch with `test`: a merge patch would replace the whole list of routes. The whole destination is guarded, so
 * that an index means the same one still, and a weight that came in between is noticed.
 */
export function weightPatch(
  connection: Connection,
  spec: WeightsSpec,
  service: VirtualService,
  cause: string | null,
): readonly PatchOperation[] {
  const fields = pending(connection, spec, service);
  return [
    ...identityAndCause(service.metadata, cause),
    ...fields.map((field) => ({ op: 'test' as const, path: field.entryPath, value: field.entry })),
    ...fields.map((field) => ({ op: 'add' as const, path: field.path, value: field.to })),
  ];
}

/** Sends a patch, or lets the server try it. */
export async function sendWeights(
  connection: Connection,
  name: string,
  patch: readonly PatchOperation[],
  isDryRun: boolean,
  signal?: AbortSignal,
): Promise<Result<VirtualService, Fault>> {
  const [version, options] = await Promise.all([
    servedVersion(connection, istioGroup, istioVersions, signal),
    changeOptions(connection, isDryRun, fieldManager),
  ]);
  if (!version.ok) return version;
  if (!options.ok) return options;
  const where = {
    group: istioGroup,
    version: version.value,
    namespace: connection.place.namespace,
    plural: 'virtualservices',
    name,
  };
  const sent = await connection.call(
    { verb: 'patch', resource: `virtualservices.${istioGroup}`, name, isDryRun },
    ({ custom }, request): Promise<unknown> =>
      custom.patchNamespacedCustomObject({ ...where, body: patch, ...options.value }, request),
    signal,
  );
  return sent.ok ? parsed(VirtualService, sent.value, name) : sent;
}

/** Moves the weights of one VirtualService, guarded by the old ones that the confirmed plan showed. */
export function changeWeights(
  connection: Connection,
  spec: WeightsSpec,
  name: string,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<Changed<VirtualService>> {
  return applyGuarded<VirtualService>(
    {
      what: `VirtualService ${name}`,
      read: (signal) => readVirtualService(connection, name, signal),
      isReached: (service) =>
        pending(connection, spec, service).length === 0 &&
        changedSince(connection, spec, service, plan, context).length === 0,
      changedSince: (service) => changedSince(connection, spec, service, plan, context),
      patch: (service) => weightPatch(connection, spec, service, context.cause),
      send(patch) {
        context.progress(`VirtualService ${name}: ${spec.subsets.canary} to ${spec.canaryPercent} %`);
        return sendWeights(connection, name, patch, false);
      },
    },
    context,
  );
}

/** What differs from the confirmed plan: another object, another weight, a route that nobody has seen. */
export function changedSince(
  connection: Connection,
  spec: WeightsSpec,
  service: VirtualService,
  plan: OperationPlan | null,
  context: Pick<RunContext, 'isGoal'>,
): readonly string[] {
  if (context.isGoal) return [];
  const { name, uid } = service.metadata;
  const target = plan?.targets.find((one) => one.name === name);
  if (target === undefined) return [`VirtualService ${name}: it names both subsets now`];
  if (target.uid !== uid) return [`VirtualService ${name}: it was deleted and made anew`];
  const planned = new Map(plan?.changes.filter((one) => one.target.name === name).map((one) => [one.field, one.from]));
  return pending(connection, spec, service)
    .filter((field) => planned.get(field.label) !== shown(field.from))
    .map((field) => `VirtualService ${name} ${field.label}`);
}

/** True when a route has a third destination that takes a share: two weights then can't add up to what is asked for. */
export const hasThirdShare = (connection: Connection, spec: WeightsSpec, service: VirtualService): boolean =>
  routesOf(connection, spec, service).some((route) => route.elsewhere > 0);

/** Reads again what came of it. */
export const matches = (connection: Connection, spec: WeightsSpec, service: VirtualService): boolean =>
  routesOf(connection, spec, service).length > 0;
