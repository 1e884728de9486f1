import type { MeasurePoint, MeasureSeries } from '#shared/contract/observations.ts';
import type { Measure } from '#shared/domain/plan/measured.ts';
import { holds } from '#shared/signals/comparison.ts';
import { comparedValue, isFloor } from '#shared/signals/measures.ts';
import type { MetricsAnswer, Series, StepRange } from '../adapters/prometheus/port.ts';

type Place = MeasureSeries['place'];
type Reading = Omit<MeasurePoint, 'at' | 'isPartial'>;
type Placed = { readonly place: Place; readonly readings: Map<number, Reading> };

/** What a series is of, whatever its metric is called. */
const subjectOf = ({ labels: { __name__: _, ...own } }: Series): string =>
  JSON.stringify(Object.entries(own).toSorted());

const placeOf = ({ labels }: Series, by: readonly string[]): Place =>
  Object.fromEntries(by.map((label) => [label, labels[label] ?? '']));

/**
 * For each series what it is a part of, step by step: of the one with the same labels, where there is none of the only one that
 * is at its place then, as when a pod has taken the place of another.
 */
function createWholes(of: MetricsAnswer, by: readonly string[]): (series: Series) => (at: number) => number | null {
  const bySubject = new Map(of.series.map((one) => [subjectOf(one), one]));
  const byPlace = new Map<string, Map<number, number | null>>();
  for (const one of of.series) {
    const key = JSON.stringify(placeOf(one, by));
    const there = byPlace.get(key) ?? new Map<number, number | null>();
    byPlace.set(key, there);
    for (const [at, value] of one.values) there.set(at, there.has(at) ? null : value);
  }
  return (series) => {
    const own = bySubject.get(subjectOf(series));
    const values = own === undefined ? byPlace.get(JSON.stringify(placeOf(series, by))) : new Map(own.values);
    return (at) => values?.get(at) ?? null;
  };
}

/** Where series lie by the labels of the measure; of several at one place the worst counts, step by step. */
function placed(measure: Measure, value: MetricsAnswer, of: MetricsAnswer | null): ReadonlyMap<string, Placed> {
  const wholeOf = of === null ? null : createWholes(of, measure.by);
  const found = new Map<string, Placed>();
  for (const series of value.series) {
    const place = placeOf(series, measure.by);
    const key = JSON.stringify(place);
    const { readings } = found.get(key) ?? { readings: new Map<number, Reading>() };
    found.set(key, { place, readings });
    const whole = wholeOf?.(series);
    for (const [at, own] of series.values) {
      const reading = { value: own, of: whole?.(at) ?? null };
      readings.set(at, worse(measure, readings.get(at), reading));
    }
  }
  return found;
}

/** What can't be compared keeps a place from being good, and nothing from being bad. */
function worse(measure: Measure, one: Reading | undefined, other: Reading): Reading {
  if (one === undefined) return other;
  const [a, b] = [comparedValue(measure, one), comparedValue(measure, other)];
  if (a !== null && b !== null) return (isFloor(measure) ? b < a : b > a) ? other : one;
  const isBad = (compared: number | null): boolean => compared !== null && !holds(compared, measure.holds);
  if (a === null) return isBad(b) ? other : one;
  return isBad(a) ? one : other;
}

/**
 * What a measure showed at each place of the answer and at those `known` before, step by step; null where there was nothing,
 * never zero.
 */
export function measurePoints(
  measure: Measure,
  { value, of }: { readonly value: MetricsAnswer; readonly of: MetricsAnswer | null },
  { from, until, stepMs }: StepRange,
  known: readonly Place[],
): readonly { readonly place: Place; readonly points: readonly MeasurePoint[] }[] {
  const found = placed(measure, value, of);
  const partial = value.warnings.length > 0 || (of?.warnings.length ?? 0) > 0 ? { isPartial: true as const } : {};
  const places = new Map([...known.map((place) => [JSON.stringify(place), place] as const)]);
  for (const [key, { place }] of found) places.set(key, place);
  return [...places].map(([key, place]) => {
    const readings = found.get(key)?.readings;
    const points: MeasurePoint[] = [];
    for (let at = from; at <= until; at += stepMs)
      points.push({ at, ...(readings?.get(at) ?? { value: null, of: null }), ...partial });
    return { place, points };
  });
}
