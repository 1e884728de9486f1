import type { SignalSample } from '#shared/contract/observations.ts';
import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan, Service } from '#shared/domain/plan/launch-plan.ts';
import { isFresh } from './signals/freshness.ts';

/** Which versions must show requests: what is expected and not measured is unknown, never calm (product §7). */
export type Expected = { readonly stable: boolean; readonly canary: boolean };
type Given = {
  /** Percent, as the routes have it; null where they can't be read. */
  readonly canaryPercent: number | null;
  readonly stable: { readonly wanted: number } | null;
  readonly canary: { readonly wanted: number } | null;
};

/** By the weight of the routes; where it isn't known, by the pods that are wanted. */
export const expectedOf = ({ canaryPercent, stable, canary }: Given): Expected =>
  canaryPercent === null
    ? { stable: (stable?.wanted ?? 0) > 0, canary: (canary?.wanted ?? 0) > 0 }
    : { stable: canaryPercent < 100, canary: canaryPercent > 0 };

/** Of one service. While the cluster isn't seen nothing can be ruled out, so both are. */
function ofService(service: Service, cluster: ClusterObserved | null): Expected {
  if (cluster === null) return { stable: true, canary: true };
  const named = (name: string) => cluster.deployments.find((one) => one.name === name) ?? null;
  return expectedOf({
    canaryPercent: cluster.canaryPercent[service.id] ?? null,
    ...{ stable: named(service.stableDeployment), canary: named(service.canaryDeployment) },
  });
}
const lately = (cluster: ClusterObserved | null, now: number, freshMs: number): ClusterObserved | null =>
  isFresh(cluster?.at, now, freshMs) ? cluster : null;

/** Over all services. */
export function expectedTraffic(
  plan: LaunchPlan,
  cluster: ClusterObserved | null,
  now: number,
  freshMs: number,
): Expected {
  const all = plan.services.map((service) => ofService(service, lately(cluster, now, freshMs)));
  return { stable: all.some(({ stable }) => stable), canary: all.some(({ canary }) => canary) };
}

/** Services that get requests at a version whose error rate isn't measured. One that was seen to get none has none to show. */
export function unmeasured(
  plan: LaunchPlan,
  cluster: ClusterObserved | null,
  sample: SignalSample,
  now: number,
  freshMs: number,
): readonly Service[] {
  return plan.services.filter((service) => {
    const expected = ofService(service, lately(cluster, now, freshMs));
    return (['stable', 'canary'] as const).some((subset) => {
      const seen = sample.subsets.find((one) => one.service === service.id && one.subset === subset);
      return expected[subset] && (seen?.errorRatePercent ?? null) === null && seen?.requestsPerSecond !== 0;
    });
  });
}
