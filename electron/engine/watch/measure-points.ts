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

/** For each series what it is a part of: the one with the same labels, else the only one that there is at its place. */
function createWholes(of: MetricsAnswer, by: readonly string[]): (series: Series) => ReadonlyMap<number, number> {
  const bySubject = new Map(of.series.map((one) => [subjectOf(one), one]));
  const byPlace = new Map<string, Series | null>();
  for (const one of of.series) {
    const key = JSON.stringify(placeOf(one, by));
    byPlace.set(key, byPlace.has(key) ? null : one);
  }
  return (series) => {
    const found = bySubject.get(subjectOf(series)) ?? byPlace.get(JSON.stringify(placeOf(series, by)));
    return new Map(found?.values);
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
      const reading = { value: own, of: whole?.get(at) ?? null };
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
