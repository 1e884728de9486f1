import type { ObservationBatch, SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import type { DeploymentObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan, Service } from '#shared/domain/plan/launch-plan.ts';
import { isFresh } from './signals/freshness.ts';
import type { Marked } from './tone.ts';

export type Pods = { readonly ready: number; readonly wanted: number };
export type ServiceRow = {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly dependsOn: string;
  readonly state: Marked;
  readonly problem: string | null;
  /** Rolled back by itself: the others went on. */
  readonly isOut: boolean;
  readonly stable: Pods | null;
  readonly canary: Pods | null;
  readonly image: string | null;
  readonly restarts: number | null;
  readonly canaryPercent: number | null;
  readonly errorRatePercent: number | null;
  readonly errorTrend: readonly (number | null)[];
  readonly p95Ms: number | null;
  readonly p95Trend: readonly (number | null)[];
};

export type Seen = {
  readonly latest: ObservationBatch | null;
  readonly samples: readonly SignalSample[];
  readonly now: number;
  readonly freshMs: number;
  /** Services rolled back by themselves. */
  readonly out?: ReadonlySet<string>;
};

/** Points of a row's sparklines. */
const TREND_POINTS = 40;

const worse = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

function signalOf(sample: SignalSample | undefined, service: string, key: 'errorRatePercent' | 'p95Ms'): number | null {
  const of = (subset: SubsetSignal['subset']): number | null =>
    sample?.subsets.find((signal) => signal.service === service && signal.subset === subset)?.[key] ?? null;
  return worse(of('stable'), of('canary'));
}

function stateOf(
  plan: LaunchPlan,
  row: Omit<ServiceRow, 'state'>,
  isSeen: boolean,
  sample: SignalSample | undefined,
): Marked {
  if (!isSeen || row.stable === null) return { tone: 'unknown', word: 'unknown' };
  if (row.problem !== null) return { tone: 'act', word: 'failing' };
  if (row.stable.ready === 0 && row.stable.wanted > 0) return { tone: 'act', word: 'down' };
  if (row.errorRatePercent === null) return { tone: 'unknown', word: 'no signal' };
  const limits = plan.canaryMetrics.map((metric) => metric.rule);
  const trips = plan.criteria.flatMap(({ metric }) => (metric?.signal === 'error-rate-percent' ? [metric.above] : []));
  if (trips.some((above) => (row.errorRatePercent ?? 0) >= above)) return { tone: 'act', word: 'errors' };
  const limit = limits.find((rule) => rule.kind === 'error-rate-below');
  if (limit !== undefined && row.errorRatePercent >= limit.percent) return { tone: 'watch', word: 'errors' };
  const slack = limits.find((rule) => rule.kind === 'p95-within-of-stable');
  const p95 = (subset: string) =>
    sample?.subsets.find((one) => one.service === row.id && one.subset === subset)?.p95Ms ?? null;
  const [stable, canary] = [p95('stable'), p95('canary')];
  if (slack !== undefined && stable !== null && canary !== null && canary > stable * (1 + slack.percent / 100))
    return { tone: 'watch', word: 'slow' };
  const waits = (pods: Pods | null): boolean => pods !== null && pods.ready < pods.wanted;
  if (waits(row.stable) || waits(row.canary)) return { tone: 'watch', word: 'starting' };
  return { tone: 'good', word: 'healthy' };
}

const tag = (image: string | undefined): string | null => image?.split('/').at(-1)?.split(':').at(-1) ?? null;
const pods = (deployment: DeploymentObserved | undefined): Pods | null =>
  deployment === undefined ? null : { ready: deployment.ready, wanted: deployment.wanted };

function rowOf(plan: LaunchPlan, service: Service, seen: Seen): ServiceRow {
  const { latest, now, freshMs } = seen;
  const cluster = latest?.cluster ?? null;
  const isSeen = isFresh(cluster?.at, now, freshMs);
  const deployment = (name: string) => (isSeen ? cluster?.deployments.find((one) => one.name === name) : undefined);
  const [stable, canary] = [deployment(service.stableDeployment), deployment(service.canaryDeployment)];
  const newest = seen.samples.at(-1);
  const sample = isFresh(newest?.at, now, freshMs) ? newest : undefined;
  const trend = seen.samples.slice(-TREND_POINTS);
  const titles = service.dependsOn.map((id) => plan.services.find((one) => one.id === id)?.title ?? id);
  const others = plan.services.length - 1;
  const row = {
    id: service.id,
    group: plan.groups.find((group) => group.id === service.group)?.title.replace(/^group /i, '') ?? service.group,
    title: service.title,
    dependsOn: titles.length === others ? 'all services' : [...service.external, ...titles].join(', '),
    problem: canary?.problem ?? stable?.problem ?? null,
    isOut: seen.out?.has(service.id) === true,
    stable: pods(stable),
    canary: pods(canary),
    image: canary !== undefined && canary.wanted > 0 ? tag(canary.image) : tag(stable?.image),
    restarts: stable === undefined ? null : stable.restarts + (canary?.restarts ?? 0),
    canaryPercent: isSeen ? (cluster?.canaryPercent[service.id] ?? null) : null,
    errorRatePercent: signalOf(sample, service.id, 'errorRatePercent'),
    errorTrend: trend.map((one) => signalOf(one, service.id, 'errorRatePercent')),
    p95Ms: signalOf(sample, service.id, 'p95Ms'),
    p95Trend: trend.map((one) => signalOf(one, service.id, 'p95Ms')),
  };
  return { ...row, state: stateOf(plan, row, isSeen, sample) };
}

/** Every service in launch order with what the cluster and the metrics say of it. What is too old is unknown. */
export const serviceHealth = (plan: LaunchPlan, seen: Seen): readonly ServiceRow[] =>
  plan.services.map((service) => rowOf(plan, service, seen));
