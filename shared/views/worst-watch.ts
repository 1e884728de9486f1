import type { CriterionWatch, ObservationBatch } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { isFresh } from './signals/freshness.ts';

export type FoundWatch = { readonly criterion: RollbackCriterion; readonly watch: CriterionWatch };

/** What the criteria said last; nothing once it is too old. */
export const freshWatches = (latest: ObservationBatch | null, now: number, freshMs: number) =>
  isFresh(latest?.at, now, freshMs) ? (latest?.criteria ?? []) : [];

const order = { tripped: 0, building: 1 } as const;
const isMet = (verdict: CriterionWatch['verdict']): verdict is keyof typeof order => verdict in order;
const rank = ({ watch }: FoundWatch): number => (isMet(watch.verdict) ? order[watch.verdict] : 2);

/** The criterion that has tripped, else the one that trips first; null while none is met. */
export function worstWatch(plan: LaunchPlan, watches: readonly CriterionWatch[]): FoundWatch | null {
  const met = watches.flatMap((watch) => {
    const criterion = plan.criteria.find(({ id }) => id === watch.criterion);
    return criterion !== undefined && isMet(watch.verdict) ? [{ criterion, watch }] : [];
  });
  const inOrder = met.toSorted(
    (a, b) => rank(a) - rank(b) || (a.watch.tripsAt ?? Infinity) - (b.watch.tripsAt ?? Infinity),
  );
  return inOrder[0] ?? null;
}

/** Those of a service: a watch says where it is worst, `search-service canary`. */
export const watchesOf = (watches: readonly CriterionWatch[], service: string): readonly CriterionWatch[] =>
  watches.filter(({ where }) => where === service || where.startsWith(`${service} `));

/** The lowest error rates that a criterion speaks of, percent; those of a baseline are no percent. */
export const errorTrips = (plan: LaunchPlan): readonly number[] =>
  plan.criteria.flatMap(({ metric }) =>
    metric?.signal === 'error-rate-percent' && !metric.ofBaseline ? [metric.above] : [],
  );
