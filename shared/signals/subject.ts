import type { SignalSample, SubsetSignal } from '../contract/observations.ts';

/** Where a value is measured: a subset of a service, or both subsets together (reconciled 17). */
export type Measured = { readonly service: string; readonly subset: 'stable' | 'canary' | 'total' };
export type Point = { readonly at: number; readonly value: number | null; readonly requestsPerSecond: number | null };

export const measuredAs = ({ service, subset }: Measured): string => `${service} ${subset}`;

/** Every service that a sample speaks of. */
export const servicesIn = (samples: readonly SignalSample[]): ReadonlySet<string> =>
  new Set(samples.flatMap((sample) => sample.subsets.map((entry) => entry.service)));

/** What a service's requests show; saturation is no service's, it has series of its own. */
export type ServiceSignal = 'error-rate-percent' | 'p95-ms';

/** The series of one signal at one place. The p95 of both subsets together can't be made from theirs: it stays unknown. */
export function pointsAt(samples: readonly SignalSample[], place: Measured, signal: ServiceSignal): readonly Point[] {
  return samples.map((sample) => {
    const entries = sample.subsets.filter((entry) => entry.service === place.service);
    if (place.subset === 'total') return { at: sample.at, ...total(entries, signal) };
    const entry = entries.find((candidate) => candidate.subset === place.subset);
    const value = signal === 'p95-ms' ? entry?.p95Ms : entry?.errorRatePercent;
    return { at: sample.at, value: value ?? null, requestsPerSecond: entry?.requestsPerSecond ?? null };
  });
}

function total(entries: readonly SubsetSignal[], signal: ServiceSignal): Omit<Point, 'at'> {
  const known = entries.filter((entry) => entry.requestsPerSecond !== null && entry.errorRatePercent !== null);
  const requestsPerSecond = known.reduce((sum, entry) => sum + (entry.requestsPerSecond ?? 0), 0);
  if (known.length === 0) return { value: null, requestsPerSecond: null };
  if (signal === 'p95-ms' || requestsPerSecond === 0) return { value: null, requestsPerSecond };
  const failing = known.reduce(
    (sum, entry) => sum + ((entry.requestsPerSecond ?? 0) * (entry.errorRatePercent ?? 0)) / 100,
    0,
  );
  return { value: (100 * failing) / requestsPerSecond, requestsPerSecond };
}
