import type { MeasureObserved, MeasurePoint, MeasureSeries } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { Measure } from '../domain/plan/measured.ts';
import { holds } from './comparison.ts';
import { isTooOld } from './sustained.ts';

/** What measures are judged from. */
export type Measuring = {
  readonly plan: Pick<LaunchPlan, 'services' | 'signals'>;
  readonly series: readonly MeasureSeries[];
  readonly now: number;
  /** How far apart samples come at best, launch time in ms. */
  readonly intervalMs: number;
};

/** A place of which nothing is heard is forgotten after so long: pods and nodes come and go. Until then it is unknown. */
const FORGOTTEN_AFTER_MS = 600_000;
/** `intervalMs`: how far apart its readings come at best. */
export const forgottenAfterMs = (intervalMs: number): number => Math.max(FORGOTTEN_AFTER_MS, 6 * intervalMs);

export type MeasureReading = {
  readonly where: string | null;
  readonly point: MeasurePoint | null;
  readonly verdict: MeasureObserved['verdict'];
};

export const placeOf = ({ by }: Pick<Measure, 'by'>, { place }: Pick<MeasureSeries, 'place'>): string | null =>
  by.length === 0 ? null : by.map((label) => place[label] ?? '').join(' ');

/** What `holds` and `calm` are about: the value, or the percent that it is of what it is a part of. Null: not known. */
export function comparedValue(measure: Pick<Measure, 'of'>, { value, of }: Omit<MeasurePoint, 'at'>): number | null {
  if (measure.of === undefined) return value;
  return value === null || of === null || of <= 0 ? null : (100 * value) / of;
}

/** How far apart its own readings come at best. */
export const measureIntervalMs = (measure: Measure, intervalMs: number): number => Math.max(measure.stepMs, intervalMs);

/** The newest value of a series that isn't too old; a hole of up to three intervals is bridged. */
export function newest(measure: Measure, { points }: MeasureSeries, now: number, intervalMs: number) {
  const found = points.findLast((point) => comparedValue(measure, point) !== null);
  return found === undefined || isTooOld(found.at, now, measureIntervalMs(measure, intervalMs)) ? null : found;
}

const verdictOf = (measure: Measure, point: MeasurePoint | null): MeasureObserved['verdict'] => {
  const value = point === null ? null : comparedValue(measure, point);
  if (value === null) return 'unknown';
  if (!holds(value, measure.holds)) return 'act';
  // What rests on a part of the data is never good.
  if (point?.isPartial === true) return 'unknown';
  return measure.calm === undefined || holds(value, measure.calm) ? 'good' : 'watch';
};

/** A place of a measure; without a series where nothing is heard of it. */
export type MeasurePlace = { readonly where: string | null; readonly series: MeasureSeries | null };

/** Every place that a measure is, was a short while ago, or should be known of; never none. */
export function placesOf(measure: Measure, { plan, series, now, intervalMs }: Measuring): readonly MeasurePlace[] {
  const forgottenAfter = forgottenAfterMs(measureIntervalMs(measure, intervalMs));
  const own = series.filter(({ measure: id, points }) => {
    const last = points.findLast(({ value }) => value !== null);
    return id === measure.id && last !== undefined && now - last.at <= forgottenAfter;
  });
  if (own.length === 0) return [{ where: null, series: null }];
  const unheard = expected(measure, plan).filter((service) => !own.some(({ place }) => place.service === service));
  return [
    ...own.map((one) => ({ where: placeOf(measure, one), series: one })),
    ...unheard.map((where) => ({ where, series: null })),
  ];
}

const readMeasure = (measure: Measure, measuring: Measuring): readonly MeasureReading[] =>
  placesOf(measure, measuring).map(({ where, series }) => {
    const point = series === null ? null : newest(measure, series, measuring.now, measuring.intervalMs);
    return { where, point, verdict: verdictOf(measure, point) };
  });

/** A service of the launch of which a measure says nothing at all isn't fine. */
const expected = ({ by }: Measure, { services }: Measuring['plan']): readonly string[] =>
  by.includes('service') ? services.map(({ id }) => id) : [];

const rank = { act: 0, unknown: 1, watch: 2, good: 3 } as const;

/** The worst first; among equals the one that is nearest to its limit. */
function byBadness(measure: Measure): (a: MeasureReading, b: MeasureReading) => number {
  const amount = ({ point }: MeasureReading) => (point === null ? null : comparedValue(measure, point)) ?? 0;
  const sign = isFloor(measure) ? -1 : 1;
  return (a, b) => rank[a.verdict] - rank[b.verdict] || sign * (amount(b) - amount(a));
}

/** Whether it is good above its limit, as a hit ratio is. */
export const isFloor = ({ holds: wanted }: Pick<Measure, 'holds'>): boolean => wanted.operator.startsWith('>');

/** What each measure reads at its worst place. */
export const observeMeasures = (measuring: Measuring): readonly MeasureObserved[] =>
  measuring.plan.signals.measures.map((measure) => {
    const worst = worstReading(measure, measuring);
    const { value: limit } = measure.holds;
    const of = worst.point?.of ?? null;
    return {
      ...{ id: measure.id, title: measure.title, unit: measure.unit, dependency: measure.dependency ?? null },
      ...{ value: worst.point?.value ?? null, where: worst.where, of, at: worst.point?.at ?? null },
      limit: measure.of === undefined ? limit : of === null ? null : (limit * of) / 100,
      isLimitBelow: isFloor(measure),
      verdict: worst.verdict,
    };
  });

export function worstReading(measure: Measure, measuring: Measuring): MeasureReading {
  const [worst] = readMeasure(measure, measuring).toSorted(byBadness(measure));
  return worst ?? { where: null, point: null, verdict: 'unknown' };
}

/** A measure and its place, as people read it: `Memory of the nodes node-3`. */
export const measuredAt = ({ title }: Pick<Measure, 'title'>, where: string | null): string =>
  where === null ? title : `${title} ${where}`;

/** A reading in words: `212 of 400 conn`, `97.5 %`. */
export function measuredText({ unit }: Pick<Measure, 'unit'>, point: MeasurePoint | null): string {
  if (point === null || point.value === null) return 'no data';
  const figure = (value: number): string => String(Number(value.toPrecision(4)));
  const amount = point.of === null ? figure(point.value) : `${figure(point.value)} of ${figure(point.of)}`;
  return unit === '' ? amount : `${amount} ${unit}`;
}
