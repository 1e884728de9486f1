import type { MeasurePoint, MeasureSeries } from '#shared/contract/observations.ts';
import type { Measure } from '#shared/domain/plan/measured.ts';
import { isFloor } from '#shared/signals/measures.ts';
import type { MetricsAnswer, StepRange } from '../adapters/prometheus/port.ts';

type Place = MeasureSeries['place'];
type Values = ReadonlyMap<number, number>;
type Placed = Map<string, { readonly place: Place; readonly values: Map<number, number> }>;

/** Where series lie by the labels of the measure; of several at one place the one that `worse` picks counts, step by step. */
function placed(answer: MetricsAnswer, by: readonly string[], worse: (a: number, b: number) => number): Placed {
  const found: Placed = new Map();
  for (const { labels, values } of answer.series) {
    const place = Object.fromEntries(by.map((label) => [label, labels[label] ?? '']));
    const key = JSON.stringify(place);
    const there = found.get(key) ?? { place, values: new Map<number, number>() };
    found.set(key, there);
    for (const [at, value] of values) {
      const before = there.values.get(at);
      there.values.set(at, before === undefined ? value : worse(before, value));
    }
  }
  return found;
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
  const values = placed(value, measure.by, isFloor(measure) ? Math.min : Math.max);
  const wholes = of === null ? null : placed(of, measure.by, Math.min);
  const partial = value.warnings.length > 0 || (of?.warnings.length ?? 0) > 0 ? { isPartial: true as const } : {};
  const places = new Map([...known.map((place) => [JSON.stringify(place), place] as const)]);
  for (const [key, { place }] of values) places.set(key, place);
  return [...places].map(([key, place]) => {
    const own: Values = values.get(key)?.values ?? new Map();
    const whole: Values = wholes?.get(key)?.values ?? new Map();
    const points: MeasurePoint[] = [];
    for (let at = from; at <= until; at += stepMs)
      points.push({ at, value: own.get(at) ?? null, of: whole.get(at) ?? null, ...partial });
    return { place, points };
  });
}
