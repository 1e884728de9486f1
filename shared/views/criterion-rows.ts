import type { CriterionWatch, ObservationBatch } from '#shared/contract/observations.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { RollbackCriterion, Severity } from '#shared/domain/plan/measured.ts';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { criterionReading } from './criterion-limit.ts';
import { age } from './format/duration.ts';
import { isFresh } from './signals/freshness.ts';
import type { Progress } from './tone.ts';

/** One of the criteria of a rollback as it stands now (runbook §3.1). */
export type CriterionRow = {
  readonly id: RollbackCriterion['id'];
  readonly title: string;
  readonly severity: Severity;
  /** Measured all the time; else raised by a person. */
  readonly isWatched: boolean;
  readonly mark: Progress;
  readonly value: string;
  /** `≥ 2x of 171 ms: 342 ms, for 10 min`; empty where a person knows it. */
  readonly limit: string;
  readonly where: string;
  /** Until it trips if it goes on, milliseconds; null while its condition isn't met. */
  readonly leftMs: number | null;
  /** How much of its time has passed, percent; null where nothing can be said. */
  readonly builtPercent: number | null;
  /** A decision about it is open: it can't be raised again. */
  readonly isOpen: boolean;
};
type CriteriaGroup = {
  readonly severity: Severity;
  readonly title: string;
  readonly rows: readonly CriterionRow[];
};

const words: Readonly<Record<CriterionWatch['verdict'], Progress>> = {
  good: { tone: 'good', word: 'within its limit' },
  building: { tone: 'watch', word: 'met' },
  tripped: { tone: 'act', word: 'tripped' },
  'too-few': { tone: 'unknown', word: 'too few requests' },
  unknown: { tone: 'unknown', word: 'unknown' },
};
const byHand: Progress = { tone: null, word: 'a person knows' };

function built(sustainedMs: number, watch: CriterionWatch | null, leftMs: number | null): number | null {
  if (watch === null || watch.verdict === 'unknown' || watch.verdict === 'too-few') return null;
  if (watch.verdict === 'tripped') return 100;
  if (leftMs === null || sustainedMs === 0) return 0;
  return Math.min(100, Math.max(0, 100 * (1 - leftMs / sustainedMs)));
}

function rowOf(
  state: LaunchState,
  criterion: RollbackCriterion,
  watch: CriterionWatch | null,
  now: number,
): CriterionRow {
  const { id, title, severity } = criterion;
  const reading = criterionReading(state, criterion, watch);
  const decision = openDecisions(state).find((entry) => entry.criterion === id);
  const isOpen = decision !== undefined;
  const opened: Progress = { tone: 'act', word: decision === undefined ? '' : `open ${age(now - decision.openedAt)}` };
  if (reading === null)
    return {
      ...{ id, title, severity, isOpen, isWatched: false, mark: isOpen ? opened : byHand },
      ...{ value: '', limit: '', where: '', leftMs: null, builtPercent: null },
    };
  const leftMs = watch?.verdict === 'building' && watch.tripsAt !== null ? Math.max(0, watch.tripsAt - now) : null;
  return {
    ...{ id, title, severity, isOpen, isWatched: true },
    mark: isOpen ? opened : words[watch?.verdict ?? 'unknown'],
    ...{ value: reading.value, limit: reading.limit, where: watch?.where ?? '', leftMs },
    builtPercent: built(reading.sustainedMs, watch, leftMs),
  };
}

/**
 * All criteria by severity, the gravest first, in the runbook's order. A watch that is too old says nothing any more.
 *
 * @param freshMs how long what was observed may be believed, milliseconds of launch time
 */
export function criteriaGroups(
  state: LaunchState,
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
): readonly CriteriaGroup[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  const watches = isFresh(latest?.at, now, freshMs) ? (latest?.criteria ?? []) : [];
  return plan.severities.map(({ severity, title }) => ({
    severity,
    title,
    rows: plan.criteria
      .filter((criterion) => criterion.severity === severity)
      .map((criterion) =>
        rowOf(state, criterion, watches.find((watch) => watch.criterion === criterion.id) ?? null, now),
      ),
  }));
}
