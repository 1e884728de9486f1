import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import { newestFresh } from './freshness.ts';

/** What a small trend shows: as many slots as it has room for, each the worst that was seen in it; an empty one is a gap. */
export type Trend = {
  readonly errorRatePercent: readonly (number | null)[];
  readonly p95Ms: readonly (number | null)[];
};
type Slots = { errorRatePercent: (number | null)[]; p95Ms: (number | null)[] };

const SPAN_MS = 30 * 60_000;
const MOST_SLOTS = 60;

const empty = (count: number): Slots => ({
  errorRatePercent: Array.from({ length: count }, () => null),
  p95Ms: Array.from({ length: count }, () => null),
});
const worse = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));

export const trendKey = (service: string, subset: SubsetSignal['subset']): string => `${service} ${subset}`;

/** Where trends end: at the newest sample while it may be believed, else now, so that silence moves in as a gap. */
export const trendsEnd = (samples: readonly SignalSample[], now: number, freshMs: number): number =>
  newestFresh(samples, now, freshMs)?.at ?? now;

/** The last half hour before `end` of every service and subset, by `trendKey`. */
export function trends(samples: readonly SignalSample[], end: number, stepMs: number): ReadonlyMap<string, Trend> {
  const count = Math.max(2, Math.min(MOST_SLOTS, Math.floor(SPAN_MS / Math.max(1, 1.5 * stepMs))));
  const slotMs = SPAN_MS / count;
  const found = new Map<string, Slots>();
  for (let index = samples.length - 1; index >= 0; index -= 1) {
    const sample = samples[index];
    if (sample === undefined || sample.at <= end - SPAN_MS) break;
    const slot = count - 1 - Math.max(0, Math.floor((end - sample.at) / slotMs));
    for (const signal of sample.subsets) {
      const key = trendKey(signal.service, signal.subset);
      const slots = found.get(key) ?? empty(count);
      found.set(key, slots);
      slots.errorRatePercent[slot] = worse(slots.errorRatePercent[slot] ?? null, signal.errorRatePercent);
      slots.p95Ms[slot] = worse(slots.p95Ms[slot] ?? null, signal.p95Ms);
    }
  }
  return found;
}
