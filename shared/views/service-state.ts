import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Pods, ServiceRow } from './service-health.ts';
import type { Marked } from './tone.ts';

type Judged = Omit<ServiceRow, 'state'>;

const waits = (pods: Pods | null): boolean => pods !== null && pods.ready < pods.wanted;
const worstOf = (pair: { readonly stable: number | null; readonly canary: number | null }): number | null =>
  pair.stable === null && pair.canary === null ? null : Math.max(pair.stable ?? 0, pair.canary ?? 0);

/** What the error rate says against the criteria and the canary's own limit; null when it is within both. */
function ofErrors(plan: LaunchPlan, errors: number): Marked | null {
  const trips = plan.criteria.flatMap(({ metric }) => (metric?.signal === 'error-rate-percent' ? [metric.above] : []));
  if (trips.some((above) => errors >= above)) return { tone: 'act', word: 'errors' };
  const limit = plan.canaryMetrics.map(({ rule }) => rule).find((rule) => rule.kind === 'error-rate-below');
  return limit !== undefined && errors >= limit.percent ? { tone: 'watch', word: 'errors' } : null;
}

/** What the canary's p95 says against stable's; null when it is within its limit or there is nothing to compare. */
function ofLatency(plan: LaunchPlan, { stable, canary }: ServiceRow['p95Ms']): Marked | null {
  const slack = plan.canaryMetrics.map(({ rule }) => rule).find((rule) => rule.kind === 'p95-within-of-stable');
  if (slack === undefined || stable === null || canary === null) return null;
  return canary > stable * (1 + slack.percent / 100) ? { tone: 'watch', word: 'slow' } : null;
}

/** A service in a word, the gravest first. What the cluster or the metrics don't say is unknown, never healthy (product §7). */
export function serviceState(plan: LaunchPlan, row: Judged, isSeen: boolean): Marked {
  if (!isSeen || row.stable === null) return { tone: 'unknown', word: 'unknown' };
  if (row.problem !== null) return { tone: 'act', word: 'failing' };
  if (row.stable.ready === 0 && row.stable.wanted > 0) return { tone: 'act', word: 'down' };
  const errors = worstOf(row.errorRatePercent);
  if (errors === null) return { tone: 'unknown', word: 'no signal' };
  const found = ofErrors(plan, errors) ?? ofLatency(plan, row.p95Ms);
  if (found !== null) return found;
  if ((row.restarts?.sinceCanary ?? 0) > 0) return { tone: 'watch', word: 'restarts' };
  if (waits(row.stable) || waits(row.canary)) return { tone: 'watch', word: 'starting' };
  return { tone: 'good', word: 'healthy' };
}
