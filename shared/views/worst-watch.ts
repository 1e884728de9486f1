import type { CriterionWatch, ObservationBatch } from '#shared/contract/observations.ts';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { minutesSeconds } from './format/duration.ts';
import { isFresh } from './signals/freshness.ts';
import type { Marked } from './tone.ts';

export type FoundWatch = { readonly criterion: RollbackCriterion; readonly watch: CriterionWatch };

/** What the criteria said last; nothing once it is too old. */
export const freshWatches = (latest: ObservationBatch | null, now: number, freshMs: number) =>
  isFresh(latest?.at, now, freshMs) ? (latest?.criteria ?? []) : [];

const order = { tripped: 0, building: 1 } as const;
const isMet = (verdict: CriterionWatch['verdict']): verdict is keyof typeof order => verdict in order;
const rank = ({ watch }: FoundWatch): number => (isMet(watch.verdict) ? order[watch.verdict] : 2);

/** Of these criteria the one that has tripped, else the one that trips first; null while none is met. */
export function worstWatch(
  criteria: readonly RollbackCriterion[],
  watches: readonly CriterionWatch[],
): FoundWatch | null {
  const met = watches.flatMap((watch) => {
    const criterion = criteria.find(({ id }) => id === watch.criterion);
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

/** `urgent 2 %`, `conditional 1.5 x baseline`. */
export function limitOf({ severity, metric }: RollbackCriterion): string {
  if (metric === undefined) return severity;
  const unit = metric.ofBaseline ? 'x baseline' : metric.signal === 'p95-ms' ? 'ms' : '%';
  return `${severity} ${metric.above} ${unit}`;
}

/** `urgent 2 % trips in 03:00`: that it has tripped, or how long until it does. */
export function watchMark({ criterion, watch }: FoundWatch, now: number): Marked {
  if (watch.verdict === 'tripped') return { tone: 'act', word: `${limitOf(criterion)} tripped` };
  const left = watch.tripsAt === null ? 'building up' : `trips in ${minutesSeconds(Math.max(0, watch.tripsAt - now))}`;
  return { tone: 'watch', word: `${limitOf(criterion)} ${left}` };
}
