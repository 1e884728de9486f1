import type { CriterionWatch } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { beyondLimits } from './beyond-limits.ts';
import { isUnmeasured } from './expected-traffic.ts';
import type { Pods, ServiceRow } from './service-health.ts';
import { percentAbove } from './signals/point.ts';
import { graver, type Marked } from './tone.ts';
import { watchesOf, worstWatch } from './worst-watch.ts';

type Judged = Omit<ServiceRow, 'state'>;

const waits = (pods: Pods | null): boolean => pods !== null && pods.ready < pods.wanted;
/** The worse of the two; null while neither was measured. */
export const worstOf = (pair: { readonly stable: number | null; readonly canary: number | null }): number | null =>
  pair.stable === null && pair.canary === null ? null : Math.max(pair.stable ?? 0, pair.canary ?? 0);

/** What the criteria say of this service: tripped, or met for now; null while none is. */
function ofCriteria(plan: LaunchPlan, id: string, watches: readonly CriterionWatch[]): Marked | null {
  const found = worstWatch(plan.criteria, watchesOf(watches, id));
  if (found === null) return null;
  const { criterion, watch } = found;
  const word = criterion.metric === undefined ? 'criterion' : criterion.metric.signal === 'p95-ms' ? 'slow' : 'errors';
  return { tone: watch.verdict === 'tripped' ? 'act' : 'watch', word };
}

/** What the limits say of what it shows now; null when it is within all of them. */
function ofLimits(plan: LaunchPlan, errorPercent: number | null, p95Ms: ServiceRow['p95Ms']): Marked | null {
  const p95AbovePercent = percentAbove(p95Ms.stable, p95Ms.canary);
  const beyond = beyondLimits(plan, { errorPercent, p95AbovePercent });
  return beyond === null ? null : { tone: beyond.tone, word: beyond.what === 'errors' ? 'errors' : 'slow' };
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
  const found = graver(ofCriteria(plan, row.id, watches), ofLimits(plan, errors, row.p95Ms));
  if (found !== null) return found;
  const unmeasured: Marked | null = isUnmeasured(row, row) ? { tone: 'unknown', word: 'no signal' } : null;
  if (errors === null && unmeasured !== null) return unmeasured;
  if ((row.restarts?.sinceCanary ?? 0) > 0) return { tone: 'watch', word: 'restarts' };
  if (waits(row.stable) || waits(row.canary)) return { tone: 'watch', word: 'starting' };
  if (unmeasured !== null) return unmeasured;
  return row.isPartial ? { tone: 'unknown', word: 'in part' } : { tone: 'good', word: 'healthy' };
}
