import type { SignalSample } from '#shared/contract/observations.ts';
import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan, Service } from '#shared/domain/plan/launch-plan.ts';
import { isFresh } from './signals/freshness.ts';

type Pair<T> = { readonly stable: T; readonly canary: T };

/** Which versions must show requests: what is expected and not measured is unknown, never calm (product §7). */
export type Expected = Pair<boolean>;
/** What the cluster says of a service. */
type Routed = {
  /** Percent, as the routes have it; null where they can't be read. */
  readonly canaryPercent: number | null;
  readonly stable: { readonly wanted: number } | null;
  readonly canary: { readonly wanted: number } | null;
};
/** What the metrics say of it; null where nobody measured. */
type Measured = {
  readonly requestsPerSecond: Pair<number | null>;
  readonly errorRatePercent: Pair<number | null>;
};

/** By the weight of the routes; where it isn't known, by the pods that are wanted. While the cluster isn't seen nothing can be ruled out. */
function byRoutes(routed: Routed | null): Expected {
  if (routed === null) return { stable: true, canary: true };
  const { canaryPercent, stable, canary } = routed;
  return canaryPercent === null
    ? { stable: (stable?.wanted ?? 0) > 0, canary: (canary?.wanted ?? 0) > 0 }
    : { stable: canaryPercent < 100, canary: canaryPercent > 0 };
}

/** Of one service: what gets requests, but for a version that was seen to get none, which has none to show. */
function expectedOf(routed: Routed | null, { requestsPerSecond }: Measured): Expected {
  const { stable, canary } = byRoutes(routed);
  return {
    stable: stable && requestsPerSecond.stable !== 0,
    canary: canary && requestsPerSecond.canary !== 0,
  };
}

/** True where a version that is expected shows no error rate, and where nothing at all was measured, not even that it is idle. */
export function isUnmeasured(routed: Routed | null, measured: Measured): boolean {
  const expected = expectedOf(routed, measured);
  const { requestsPerSecond, errorRatePercent } = measured;
  const isSeen = (subset: 'stable' | 'canary') => errorRatePercent[subset] !== null || requestsPerSecond[subset] === 0;
  if (!isSeen('stable') && !isSeen('canary')) return true;
  return (expected.stable && errorRatePercent.stable === null) || (expected.canary && errorRatePercent.canary === null);
}

function routedOf(service: Service, cluster: ClusterObserved | null): Routed | null {
  if (cluster === null) return null;
  const named = (name: string) => cluster.deployments.find((one) => one.name === name) ?? null;
  return {
    canaryPercent: cluster.canaryPercent[service.id] ?? null,
    ...{ stable: named(service.stableDeployment), canary: named(service.canaryDeployment) },
  };
}

function measuredOf({ id }: Service, sample: SignalSample | null): Measured {
  const found = (subset: 'stable' | 'canary') =>
    sample?.subsets.find((one) => one.service === id && one.subset === subset);
  const [stable, canary] = [found('stable'), found('canary')];
  return {
    requestsPerSecond: { stable: stable?.requestsPerSecond ?? null, canary: canary?.requestsPerSecond ?? null },
    errorRatePercent: { stable: stable?.errorRatePercent ?? null, canary: canary?.errorRatePercent ?? null },
  };
}

/** What was seen of the launch. What is too old of the cluster was not seen; the sample is the newest that may be believed. */
type Seen = {
  readonly cluster: ClusterObserved | null;
  readonly sample: SignalSample | null;
  readonly now: number;
  readonly freshMs: number;
};
const lately = ({ cluster, now, freshMs }: Seen): ClusterObserved | null =>
  isFresh(cluster?.at, now, freshMs) ? cluster : null;

/** Over all services. */
export function expectedTraffic({ services }: LaunchPlan, seen: Seen): Expected {
  const cluster = lately(seen);
  const all = services.map((one) => expectedOf(routedOf(one, cluster), measuredOf(one, seen.sample)));
  return { stable: all.some(({ stable }) => stable), canary: all.some(({ canary }) => canary) };
}

/** The services that are not measured. */
export function unmeasured({ services }: LaunchPlan, seen: Seen): readonly Service[] {
  const cluster = lately(seen);
  return services.filter((one) => isUnmeasured(routedOf(one, cluster), measuredOf(one, seen.sample)));
}
