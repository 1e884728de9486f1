import type { ObservationBatch, SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import type { DeploymentObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan, Service } from '#shared/domain/plan/launch-plan.ts';
import { errorRateLimits } from './limits.ts';
import { problemOf, routeTrouble, warningText } from './pod-problems.ts';
import { serviceState } from './service-state.ts';
import { isFresh, newestKnown } from './signals/freshness.ts';
import { type Trend, trendKey } from './signals/trends.ts';
import type { Marked } from './tone.ts';
import { freshWatches } from './worst-watch.ts';

export type Pods = { readonly ready: number; readonly wanted: number };
type Pair<T> = { readonly stable: T; readonly canary: T };
type Measured = 'requestsPerSecond' | 'errorRatePercent' | 'p95Ms';

/** One service as the cluster and the metrics show it. What is too old or was never seen is null. */
export type ServiceRow = {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly dependsOn: string;
  readonly state: Marked;
  /** `ImagePullBackOff on 2 pods`. */
  readonly problem: string | null;
  /** The newest warning of the cluster about it: a hint. */
  readonly warning: string | null;
  /** Rolled back by itself: the others went on. */
  readonly isOut: boolean;
  readonly stable: Pods | null;
  readonly canary: Pods | null;
  /** Tags; canary's null while it has no pods or runs stable's. */
  readonly image: Pair<string | null>;
  readonly restarts: { readonly all: number; readonly sinceCanary: number | null } | null;
  readonly canaryPercent: number | null;
  readonly requestsPerSecond: Pair<number | null>;
  readonly errorRatePercent: Pair<number | null>;
  /** The lowest limit of the error rate; null where there is none. */
  readonly errorLimitPercent: number | null;
  readonly p95Ms: Pair<number | null>;
  /** Measured from a part of the data: a breach in it is one, and nothing of it is good. */
  readonly isPartial: boolean;
  readonly trend: Pair<Trend | null>;
};

export type Seen = {
  readonly latest: ObservationBatch | null;
  readonly samples: readonly SignalSample[];
  readonly now: number;
  readonly freshMs: number;
  /** Services rolled back by themselves. */
  readonly out?: ReadonlySet<string>;
  /** What was seen before, where it is drawn. */
  readonly trend?: ReadonlyMap<string, Trend>;
};

const tag = (image: string | undefined): string | null => {
  const [name, digest] = (image?.split('/').at(-1) ?? '').split('@');
  return name?.split(':')[1] ?? digest?.slice(0, 14) ?? null;
};
const pods = (deployment: DeploymentObserved | undefined): Pods | null =>
  deployment === undefined ? null : { ready: deployment.ready, wanted: deployment.wanted };

function imagesOf(stable: DeploymentObserved | undefined, canary: DeploymentObserved | undefined): Pair<string | null> {
  const [old, fresh] = [tag(stable?.image), canary === undefined || canary.wanted === 0 ? null : tag(canary.image)];
  return { stable: old, canary: fresh === old ? null : fresh };
}

function restartsOf(
  counts: Readonly<Record<string, number>> | undefined,
  ...deployments: readonly (DeploymentObserved | undefined)[]
): ServiceRow['restarts'] {
  const there = deployments.filter((one) => one !== undefined);
  if (there.length === 0) return null;
  const known = counts === undefined ? [] : there.flatMap(({ name }) => counts[name] ?? []);
  return {
    all: there.reduce((sum, { restarts }) => sum + restarts, 0),
    sinceCanary: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0),
  };
}

function dependsOn(plan: LaunchPlan, service: Service): string {
  const titles = service.dependsOn.map((id) => plan.services.find((one) => one.id === id)?.title ?? id);
  const others = plan.services.length - 1;
  return titles.length > 1 && titles.length === others ? 'all services' : [...service.external, ...titles].join(', ');
}

function rowOf(plan: LaunchPlan, service: Service, seen: Seen, sample: SignalSample | null): ServiceRow {
  const { latest, now, freshMs } = seen;
  const cluster = isFresh(latest?.cluster?.at, now, freshMs) ? (latest?.cluster ?? null) : null;
  const names = [service.stableDeployment, service.canaryDeployment];
  const [stable, canary] = names.map((name) => cluster?.deployments.find((one) => one.name === name));
  const value = (subset: SubsetSignal['subset'], key: Measured): number | null =>
    sample?.subsets.find((one) => one.service === service.id && one.subset === subset)?.[key] ?? null;
  const pair = (key: Measured) => ({ stable: value('stable', key), canary: value('canary', key) });
  const row = {
    id: service.id,
    group: plan.groups.find((group) => group.id === service.group)?.title.replace(/^group /i, '') ?? service.group,
    title: service.title,
    dependsOn: dependsOn(plan, service),
    problem: cluster === null ? null : (routeTrouble(cluster, service.id) ?? problemOf(cluster, names)),
    warning: cluster === null ? null : warningText(cluster, names, now),
    isOut: seen.out?.has(service.id) === true,
    ...{ stable: pods(stable), canary: pods(canary), image: imagesOf(stable, canary) },
    restarts: restartsOf(cluster?.restartsSinceCanary, stable, canary),
    canaryPercent: cluster?.canaryPercent[service.id] ?? null,
    requestsPerSecond: pair('requestsPerSecond'),
    ...{ errorRatePercent: pair('errorRatePercent'), p95Ms: pair('p95Ms') },
    isPartial: sample?.isPartial === true,
    errorLimitPercent: errorRateLimits(plan)[0]?.value ?? null,
    trend: {
      stable: seen.trend?.get(trendKey(service.id, 'stable')) ?? null,
      canary: seen.trend?.get(trendKey(service.id, 'canary')) ?? null,
    },
  };
  return { ...row, state: serviceState(plan, row, cluster !== null, freshWatches(latest, now, freshMs)) };
}

/** Every service in launch order with what the cluster and the metrics say of it. What is too old is unknown. */
export function serviceHealth(plan: LaunchPlan, seen: Seen): readonly ServiceRow[] {
  const sample = newestKnown(seen.samples, seen);
  return plan.services.map((service) => rowOf(plan, service, seen, sample));
}
