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

/** At most `limit` points, the newest kept: every n-th, so that a chart that is read stays cheap (performance.md). */
export function thinned(from: Series, limit: number): Series {
  const every = Math.ceil(from.times.length / limit);
  if (every <= 1) return from;
  const last = from.times.length - 1;
  const keep = (_: unknown, index: number): boolean => (last - index) % every === 0;
  return {
    ...from,
    times: from.times.filter(keep),
    lines: from.lines.map((line) => ({ ...line, values: line.values.filter(keep) })),
  };
}
