import type { CriterionWatch } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { expectedOf } from './expected-traffic.ts';
import type { Pods, ServiceRow } from './service-health.ts';
import { graver, type Marked } from './tone.ts';
import { errorTrips, watchesOf, worstWatch } from './worst-watch.ts';

type Judged = Omit<ServiceRow, 'state'>;

const waits = (pods: Pods | null): boolean => pods !== null && pods.ready < pods.wanted;
const worstOf = (pair: { readonly stable: number | null; readonly canary: number | null }): number | null =>
  pair.stable === null && pair.canary === null ? null : Math.max(pair.stable ?? 0, pair.canary ?? 0);

/** What the criteria say of this service: tripped, or met for now; null while none is. */
function ofCriteria(plan: LaunchPlan, id: string, watches: readonly CriterionWatch[]): Marked | null {
  const found = worstWatch(plan, watchesOf(watches, id));
  if (found === null) return null;
  const { criterion, watch } = found;
  const word = criterion.metric === undefined ? 'criterion' : criterion.metric.signal === 'p95-ms' ? 'slow' : 'errors';
  return { tone: watch.verdict === 'tripped' ? 'act' : 'watch', word };
}

/** What gets requests and shows no error rate; null when all that does is measured. */
function unmeasured(row: Judged): Marked | null {
  const expected = expectedOf(row);
  const { stable, canary } = row.errorRatePercent;
  const isUnmeasured = (expected.canary && canary === null) || (expected.stable && stable === null);
  return isUnmeasured ? { tone: 'unknown', word: 'no signal' } : null;
}

/** What the error rate says against the criteria and the canary's own limit; null when it is within both. */
function ofErrors(plan: LaunchPlan, errors: number): Marked | null {
  if (errorTrips(plan).some((above) => errors >= above)) return { tone: 'act', word: 'errors' };
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
export function serviceState(
  plan: LaunchPlan,
  row: Judged,
  isSeen: boolean,
  watches: readonly CriterionWatch[] = [],
): Marked {
  if (!isSeen || row.stable === null) return { tone: 'unknown', word: 'unknown' };
  if (row.problem !== null) return { tone: 'act', word: 'failing' };
  if (row.stable.ready === 0 && row.stable.wanted > 0) return { tone: 'act', word: 'down' };
  const errors = worstOf(row.errorRatePercent);
  const limits = errors === null ? null : (ofErrors(plan, errors) ?? ofLatency(plan, row.p95Ms));
  const found = graver(ofCriteria(plan, row.id, watches), limits);
  if (found !== null) return found;
  if (errors === null) return { tone: 'unknown', word: 'no signal' };
  if ((row.restarts?.sinceCanary ?? 0) > 0) return { tone: 'watch', word: 'restarts' };
  if (waits(row.stable) || waits(row.canary)) return { tone: 'watch', word: 'starting' };
  return unmeasured(row) ?? { tone: 'good', word: 'healthy' };
}
