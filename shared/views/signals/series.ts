import type { SignalPoint } from './point.ts';

/** One line of a chart: values beside the chart's times, null where nothing was measured (drawn as a gap). */
export type Line = {
  readonly title: string;
  readonly color: 'stable' | 'canary' | 'other';
  readonly values: readonly (number | null)[];
};
export type Series = {
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  /** When a part of the data was missing. */
  readonly partial?: readonly TimeSpan[];
};
export type TimeSpan = { readonly from: number; readonly until: number };

type Which = 'errorRatePercent' | 'p95Ms' | 'requestsPerSecond';

function valueAt(point: SignalPoint, which: Which, subset: 'stable' | 'canary'): number | null {
  const value = point[which][subset];
  return typeof value === 'number' || value === null ? value : value.value;
}

/** Where the data was whole again, and where it wasn't. */
function partialSpans(points: readonly SignalPoint[]): readonly TimeSpan[] {
  const spans: { from: number; until: number }[] = [];
  for (const [index, { at, isPartial }] of points.entries()) {
    if (isPartial !== true) continue;
    const last = spans.at(-1);
    if (last !== undefined && points[index - 1]?.isPartial === true) last.until = at;
    else spans.push({ from: at, until: at });
  }
  return spans;
}

/** Stable and canary of one signal, oldest first. */
export function series(points: readonly SignalPoint[], which: Which): Series {
  return {
    times: points.map((point) => point.at),
    lines: (['stable', 'canary'] as const).map((subset) => ({
      title: subset,
      color: subset,
      values: points.map((point) => valueAt(point, which, subset)),
    })),
    partial: partialSpans(points),
  };
}

/**
 * At most `limit` points, so that a chart that is read stays cheap (performance.md): of every few that follow one another the
 * last, the greatest of each line, and the first that a line is missing in. Peaks stay, and gaps; give it {@link withGaps}.
 */
export function thinned(from: Series, limit: number): Series {
  const { times, lines } = from;
  if (times.length <= limit) return from;
  const stretches = Math.max(1, Math.floor(limit / (lines.length + 2)));
  const size = Math.ceil(times.length / stretches);
  const kept = new Set<number>();
  for (let end = times.length; end > 0; end -= size)
    for (const index of tellingOf(lines, Math.max(0, end - size), end)) kept.add(index);
  const keep = (_: unknown, index: number): boolean => kept.has(index);
  return {
    ...from,
    times: times.filter(keep),
    lines: lines.map((line) => ({ ...line, values: line.values.filter(keep) })),
  };
}

/** Of the points from `start` to before `end` those that must not be left out. */
function tellingOf(lines: Series['lines'], start: number, end: number): readonly number[] {
  const telling = [end - 1];
  let missing: number | null = null;
  for (const { values } of lines) {
    let greatest: number | null = null;
    for (let index = start; index < end; index += 1) {
      const value = values[index] ?? null;
      if (value === null) missing = Math.min(missing ?? index, index);
      else if (greatest === null || value > (values[greatest] ?? 0)) greatest = index;
    }
    if (greatest !== null) telling.push(greatest);
  }
  return missing === null ? telling : [...telling, missing];
}
