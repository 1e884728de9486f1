import type { CriterionWatch, MeasureObserved, ObservationBatch } from '#shared/contract/observations.ts';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { minutesSeconds } from './format/duration.ts';
import { figure } from './format/figure.ts';
import { isFresh } from './signals/freshness.ts';
import type { Marked, Tone } from './tone.ts';

/** One of the pack's measures as a bar: how far it is filled and where its limit stands. */
export type MeasureRow = {
  readonly id: string;
  readonly title: string;
  readonly mark: Marked;
  /** `53 %`, `480 ms`; `unknown` where nothing newer was seen. */
  readonly text: string;
  /** `212 of 400 conn`, `at least 90 %`; empty where there is nothing to add. */
  readonly detail: string;
  /** Where it is worst, `search-service canary`; empty where it has no place. */
  readonly where: string;
  /** `trips in 03:00` while a criterion that it is measured by is met, `tripped` once it is; else empty. */
  readonly trips: string;
  /** How far the bar is filled, percent; null: unknown. */
  readonly filledPercent: number | null;
  /** Where on the bar the limit stands, percent; null where there is none. */
  readonly limitPercent: number | null;
};

/** Where on its bar the limit of a measure without a natural end stands. */
const LIMIT_AT_PERCENT = 80;

const order: Readonly<Record<Tone, number>> = { act: 0, watch: 1, unknown: 2, good: 3 };

/** Digits that say enough: `0.37`, `9.2`, `480`. */
const short = (value: number): string =>
  figure(value, Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : value < 1 ? 2 : 1);

/** A value with its unit: `480 ms`, `97.2 %`, `212`. */
export const withUnit = (value: number, unit: string): string => `${short(value)} ${unit}`.trim();

/** `212 of 400 conn`, else the value alone. */
export const measureText = ({ value, of, unit }: MeasureObserved): string =>
  value === null ? 'unknown' : of === null ? withUnit(value, unit) : `${short(value)} of ${withUnit(of, unit)}`;

/** The measure in a word. What wasn't seen is unknown; a value of which a part is missing was judged so by the watch. */
export function measureMark(measure: MeasureObserved, isSeen: boolean): Marked {
  if (!isSeen || measure.value === null || measure.verdict === 'unknown') return { tone: 'unknown', word: 'unknown' };
  if (measure.verdict === 'good') return { tone: 'good', word: 'ok' };
  const isBad = measure.verdict === 'act';
  if (measure.isLimitBelow) return { tone: measure.verdict, word: isBad ? 'too low' : 'low' };
  if (measure.unit === 'ms' || measure.unit === 's')
    return { tone: measure.verdict, word: isBad ? 'too slow' : 'slow' };
  if (measure.unit === '%' || measure.of !== null) return { tone: measure.verdict, word: isBad ? 'full' : 'filling' };
  return { tone: measure.verdict, word: isBad ? 'too high' : 'high' };
}

/** How far the bar is filled, and where its limit stands. What is a part of something, or percent, has an end of its own. */
function filled({ value, of, unit, limit }: MeasureObserved): {
  readonly is: number | null;
  readonly limit: number | null;
} {
  if (value === null) return { is: null, limit: null };
  if (of !== null) return { is: of === 0 ? null : (100 * value) / of, limit };
  if (unit === '%' && (limit === null || limit > 20)) return { is: value, limit };
  // Without a limit, or where nothing at all is allowed, there is no scale: it is empty, or over.
  if (limit === null || limit === 0) return { is: limit === 0 && value > 0 ? 100 : 0, limit: null };
  return { is: (LIMIT_AT_PERCENT * value) / limit, limit: LIMIT_AT_PERCENT };
}

type Tripping = { readonly criteria: readonly RollbackCriterion[]; readonly watches: readonly CriterionWatch[] };

/** How long until a criterion that this measure is watched for trips; of several the first. */
function tripsText({ id, title }: MeasureObserved, { criteria, watches }: Tripping, now: number): string {
  const own = watches.filter(({ criterion, where }) => {
    const measures = criteria.find((one) => one.id === criterion)?.measured?.measures ?? [];
    // A criterion of several measures says with its place which of them is worst.
    return measures.includes(id) && (measures.length === 1 || where === title || where.startsWith(`${title} `));
  });
  if (own.some(({ verdict }) => verdict === 'tripped')) return 'tripped';
  const building = own.filter(({ verdict }) => verdict === 'building').flatMap(({ tripsAt }) => tripsAt ?? []);
  return building.length === 0 ? '' : `trips in ${minutesSeconds(Math.max(0, Math.min(...building) - now))}`;
}

/** A floor is said in words: on a bar it reads as if it had to be kept below. */
const floorText = ({ isLimitBelow, limit, of, unit }: MeasureObserved): string =>
  isLimitBelow && limit !== null ? `at least ${withUnit(limit, of === null ? unit : '%')}` : '';

function rowOf(measure: MeasureObserved, isSeen: boolean, trips: string): MeasureRow {
  const { id, title, of, value, where } = measure;
  const mark = measureMark(measure, isSeen);
  if (mark.tone === 'unknown')
    return {
      ...{ id, title, mark, trips, where: '' },
      ...{ text: 'unknown', detail: '', filledPercent: null, limitPercent: null },
    };
  const bar = filled(measure);
  const percentOf = of === null || of === 0 || value === null ? null : (100 * value) / of;
  return {
    ...{ id, title, mark, trips, where: where ?? '' },
    text: percentOf === null ? measureText(measure) : `${figure(percentOf)} %`,
    detail: [percentOf === null ? '' : measureText(measure), floorText(measure)].filter(Boolean).join(', '),
    ...{ filledPercent: bar.is, limitPercent: bar.limit },
  };
}

/** What fills up goes before other measures: that is what people look for first. */
const fillsUp = ({ of, unit, isLimitBelow }: MeasureObserved): boolean =>
  !isLimitBelow && (of !== null || unit === '%');

/** All measures, the gravest first; among equals what fills up, in the pack's order. What is too old is unknown. */
export function measureRows(
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
  criteria: readonly RollbackCriterion[] = [],
): readonly MeasureRow[] {
  const isSeen = isFresh(latest?.at, now, freshMs);
  const measures = latest?.measures ?? [];
  const inOrder = [...measures.filter(fillsUp), ...measures.filter((measure) => !fillsUp(measure))];
  const tripping = { criteria, watches: isSeen ? (latest?.criteria ?? []) : [] };
  return inOrder
    .map((measure) => rowOf(measure, isSeen, tripsText(measure, tripping, now)))
    .toSorted((a, b) => order[a.mark.tone] - order[b.mark.tone]);
}
