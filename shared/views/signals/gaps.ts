import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';
import type { Series } from './series.ts';

/**
 * Lifts the pen where samples that come every `stepMs` are missing: what wasn't seen is drawn as a gap, never as a line from
 * the last value before it to the first after it (product §7).
 */
export function withGaps(from: Series, stepMs: number): Series {
  const gapMs = MISSED_INTERVALS * stepMs;
  const breaks: number[] = [];
  for (let index = 1; index < from.times.length; index += 1)
    if ((from.times[index] ?? 0) - (from.times[index - 1] ?? 0) > gapMs) breaks.push(index);
  if (breaks.length === 0) return from;
  const isBreak = new Set(breaks);
  const spread = <T>(values: readonly T[], between: (index: number) => T): T[] =>
    values.flatMap((value, index) => (isBreak.has(index) ? [between(index), value] : [value]));
  return {
    ...from,
    times: spread(from.times, (index) => (from.times[index - 1] ?? 0) + 1),
    lines: from.lines.map((line) => ({ ...line, values: spread<number | null>(line.values, () => null) })),
  };
}
