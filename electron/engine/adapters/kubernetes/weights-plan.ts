import type { V1Deployment } from '@kubernetes/client-node';
import type { Check, OperationPlan } from '#shared/domain/operation/plan.ts';
import type { WeightsSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { knownDeployment } from './deployments.ts';
import { dryRunRefused, tryOut } from './dry-run.ts';
import { kubectl } from './kubectl.ts';
import {
  hasThirdShare,
  matches,
  sendWeights,
  virtualServiceTarget,
  weightChanges,
  weightPatch,
} from './route-change.ts';
import {
  istioGroup,
  knownVirtualServices,
  missingSubsets,
  readVirtualService,
  unmovedRoutes,
  type VirtualService,
} from './routes.ts';
import { selfHealCheck } from './self-heal.ts';
import { shareOf } from './share.ts';

const rights = [
  { verb: 'list', group: istioGroup, resource: 'virtualservices' },
  { verb: 'get', group: istioGroup, resource: 'virtualservices' },
  { verb: 'patch', group: istioGroup, resource: 'virtualservices' },
] as const;

/** What moving the weights would do: reads, asks for the rights, looks for what can go wrong, and lets the server try it. */
export async function planWeights(
  connection: Connection,
  spec: WeightsSpec,
  signal: AbortSignal,
): Promise<Result<OperationPlan, Fault>> {
  const [all, mayMove, subsets, carried] = await Promise.all([
    knownVirtualServices(connection),
    rightsCheck(connection, rights),
    subsetsCheck(connection, spec),
    capacity(spec, (name) => knownDeployment(connection, name)),
  ]);
  if (!all.ok) return all;
  const found = all.value.filter((one) => matches(connection, spec, one));
  const checks: Check[] = [mayMove, subsets, ...(carried === null ? [] : [beforehand(carried)])];
  checks.push(...routeChecks(connection, spec, found));
  const pending = found.filter((one) => weightChanges(connection, spec, one).length > 0);
  const [healed, ...tried] = await Promise.all([
    selfHealCheck(
      connection,
      pending.map(({ metadata: { name, annotations, labels } }) => ({
        ...{ kind: 'VirtualService', name, annotations, labels },
      })),
    ),
    ...(mayMove.state === 'act' ? [] : pending).map((service) => dryRunCheck(connection, spec, service, signal)),
  ]);
  checks.push(...healed, ...tried);
  const lines = pending.map((service) =>
    kubectl(connection, [
      'patch',
      'virtualservice',
      service.metadata.name,
      '--type=json',
      '-p',
      JSON.stringify(weightPatch(connection, spec, service, null)),
    ]),
  );
  return ok({
    targets: found.map((one) => virtualServiceTarget(connection, one)),
    changes: found.flatMap((one) => weightChanges(connection, spec, one)),
    checks,
    equivalent: lines.length > 0 ? lines.join('\n') : kubectl(connection, ['get', 'virtualservices', '-o', 'yaml']),
  });
}

async function dryRunCheck(
  connection: Connection,
  spec: WeightsSpec,
  service: VirtualService,
  signal: AbortSignal,
): Promise<Check> {
  const { name } = service.metadata;
  const tried = await tryOut(
    service,
    () => readVirtualService(connection, name, signal),
    (before, now) => before.metadata.resourceVersion !== now.metadata.resourceVersion,
    (read) => sendWeights(connection, name, weightPatch(connection, spec, read, null), true, signal),
  );
  return tried.ok
    ? { what: 'dry run', state: 'good', text: `the cluster accepts it for ${name}` }
    : dryRunRefused(tried.error);
}

/** What about the routes themselves stands in the way, or isn't reached by a weight. */
function routeChecks(connection: Connection, spec: WeightsSpec, services: readonly VirtualService[]): Check[] {
  if (services.length === 0)
    return [{ what: `routes of ${spec.host}`, state: 'act', text: noRoute(connection, spec).message }];
  return services.flatMap((service): Check[] => {
    const what = `VirtualService ${service.metadata.name}`;
    const unmoved = unmovedRoutes(service, spec.host, spec.subsets, connection.place.namespace);
    const third = 'a route has a third destination that takes a share: correct it first';
    return [
      ...(hasThirdShare(connection, spec, service) ? [{ what, state: 'act' as const, text: third }] : []),
      ...(unmoved.length > 0
        ? [
            {
              what,
              state: 'watch' as const,
              text: `not moved by weights, and leading to ${spec.subsets.canary}: ${unmoved.join(', ')}`,
            },
          ]
        : []),
    ];
  });
}

/**
 * Capacity first (product §5): whether the pods that the weight moves to are ready now. Null when nothing has to carry it.
 * A fraction of another Deployment's replicas counts beside the plain minimum; the higher one is asked for.
 */
export async function capacity(
  spec: WeightsSpec,
  read: (name: string) => Promise<Result<V1Deployment, Fault>>,
): Promise<Check | null> {
  if (spec.carriedBy === undefined) return null;
  const { deployment, minimumReady, percentOf } = spec.carriedBy;
  const [carrier, whole] = await Promise.all([read(deployment), percentOf === undefined ? null : read(percentOf)]);
  for (const one of [carrier, whole]) {
    if (one?.ok === false)
      return {
        ...{ what: 'capacity', state: one.error.retryable ? 'unknown' : 'act' },
        ...{ text: one.error.message, isCapacity: true },
      };
  }
  const ready = carrier.ok ? (carrier.value.status?.readyReplicas ?? 0) : 0;
  const share = whole?.ok === true ? shareOf(whole.value.spec?.replicas ?? 1, spec.canaryPercent) : 0;
  const needed = Math.max(minimumReady, share);
  const text = `${deployment} has ${ready} ready ${ready === 1 ? 'pod' : 'pods'}, ${needed} must carry ${spec.canaryPercent} % canary`;
  return { what: 'capacity', state: ready >= needed ? 'good' : 'act', text, isCapacity: true };
}

/** At the time of planning the pods may still be on their way: an operation before this one scales them. */
const beforehand = (check: Check): Check =>
  check.state === 'act'
    ? { ...check, state: 'watch', text: `${check.text}; asked again before any weight moves` }
    : check;

async function subsetsCheck(connection: Connection, spec: WeightsSpec): Promise<Check> {
  const what = `subsets of ${spec.host}`;
  const missing = await missingSubsets(connection, spec.host, spec.subsets);
  if (!missing.ok) return { what, state: 'unknown', text: missing.error.message };
  if (missing.value.length === 0)
    return { what, state: 'good', text: `${spec.subsets.stable} and ${spec.subsets.canary} are defined` };
  return {
    what,
    state: 'act',
    text: `no DestinationRule defines ${missing.value.join(' and ')}: requests sent there would fail with 503`,
  };
}

/** There is nothing to move. */
export const noRoute = (connection: Connection, spec: WeightsSpec): Fault => ({
  kind: 'fault',
  cause: 'not-found',
  message: `No http route in ${connection.place.namespace} names both ${spec.subsets.stable} and ${spec.subsets.canary} of ${spec.host}: there is no weight to move.`,
  hint: 'Apply the VirtualService of this service first.',
  retryable: false,
});
