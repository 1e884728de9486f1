import { performance } from 'node:perf_hooks';
import type { Seen } from '#shared/domain/operation/plan.ts';
import type { ReadBackSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind } from '../operation-kind.ts';
import { cancelled, failed, pause } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { deploymentTarget } from './deployment-change.ts';
import { listDeployments } from './deployments.ts';
import { kubectl } from './kubectl.ts';
import type { DeploymentSeen, RouteWeights } from './port.ts';
import { istioGroup, listVirtualServices, weightsOf } from './routes.ts';

const pollMs = 1_000;
const withinMs = 60_000;
const rights = [
  { verb: 'list', group: 'apps', resource: 'deployments' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'list', group: istioGroup, resource: 'virtualservices' },
] as const;

/** `rollback.read-back`: changes nothing; done when weights, stable's ready pods and the canaries at zero are seen (reconciled 21). */
export function createReadBackKind(connection: Connection): OperationKind<ReadBackSpec> {
  return {
    kind: 'rollback.read-back',
    async plan(spec) {
      return ok({
        targets: spec.services.flatMap((one) => [
          deploymentTarget(connection, one.stable),
          deploymentTarget(connection, one.canary),
        ]),
        changes: [],
        checks: [await rightsCheck(connection, rights)],
        equivalent: kubectl(connection, ['get', 'deployments,virtualservices', '-o', 'wide']),
      });
    },
    async run(spec, _plan, context) {
      const deadline = performance.now() + (spec.withinMs ?? withinMs);
      let told = '';
      for (;;) {
        if (context.signal.aborted) return cancelled('Nothing is changed by reading back.');
        const seen = await readBack(connection, spec, context.signal);
        if (seen.ok && seen.value.every((one) => one.agrees)) return { kind: 'done', seen: seen.value };
        const isLate = performance.now() > deadline;
        if (!seen.ok && (isLate || (!seen.error.retryable && seen.error.cause !== 'cancelled')))
          return failed(seen.error);
        if (seen.ok && isLate) return { kind: 'not-effective', seen: seen.value };
        const line = seen.ok ? still(seen.value) : seen.error.message;
        if (line !== told) context.progress(line);
        told = line;
        await pause(pollMs, context.signal);
      }
    },
    async look(spec, _plan, signal) {
      const seen = await readBack(connection, spec, signal);
      if (!seen.ok) return seen;
      const agreeing = seen.value.filter((one) => one.agrees).length;
      return ok({
        applied: agreeing === seen.value.length ? 'yes' : agreeing === 0 ? 'no' : 'partly',
        seen: seen.value,
      });
    },
  };
}

const still = (seen: readonly Seen[]): string =>
  `not yet: ${seen
    .filter((one) => !one.agrees)
    .map((one) => `${one.what} ${one.seen}`)
    .join('; ')}`;

async function readBack(
  connection: Connection,
  spec: ReadBackSpec,
  signal: AbortSignal,
): Promise<Result<Seen[], Fault>> {
  const hasRoutes = spec.services.some((one) => one.host !== undefined);
  const [deployments, services] = await Promise.all([
    listDeployments(connection, signal),
    hasRoutes ? listVirtualServices(connection, signal) : ok([]),
  ]);
  if (!deployments.ok) return deployments;
  if (!services.ok) return services;
  const byName = new Map(deployments.value.map((one) => [one.name, one]));
  return ok(
    spec.services.flatMap(({ host, ...one }) => [
      ...(host === undefined
        ? []
        : weightsSeen(
            host,
            services.value.flatMap((service) => weightsOf(service, host, spec.subsets, connection.place.namespace)),
          )),
      stableSeen(one.stable, byName.get(one.stable)),
      canarySeen(one.canary, byName.get(one.canary)),
    ]),
  );
}

function weightsSeen(host: string, routes: readonly RouteWeights[]): Seen[] {
  const expected = '100 % stable, 0 % canary';
  if (routes.length === 0)
    return [{ what: `${host} weights`, expected, seen: 'no route names both subsets', agrees: false }];
  return routes.map((route) => ({
    what: `${host} weights in ${route.virtualService} route ${route.route}`,
    expected,
    seen: `${route.stablePercent} % stable, ${route.canaryPercent} % canary`,
    agrees: route.stablePercent === 100 && route.canaryPercent === 0,
  }));
}

function stableSeen(name: string, seen: DeploymentSeen | undefined): Seen {
  if (seen === undefined)
    return { what: `${name} ready pods`, expected: 'all ready', seen: 'there is no such Deployment', agrees: false };
  const agrees = seen.isObserved && seen.wanted > 0 && seen.ready >= seen.wanted;
  return {
    what: `${name} ready pods`,
    expected: seen.wanted > 0 ? String(seen.wanted) : 'at least 1',
    seen: String(seen.ready),
    agrees,
  };
}

function canarySeen(name: string, seen: DeploymentSeen | undefined): Seen {
  if (seen === undefined)
    return { what: `${name} pods`, expected: '0', seen: '0 (there is no such Deployment)', agrees: true };
  const agrees = seen.isObserved && seen.wanted === 0 && seen.ready === 0;
  return { what: `${name} pods`, expected: '0', seen: `${seen.ready} ready of ${seen.wanted} wanted`, agrees };
}
