import type { SignalSample, SubsetSignal } from '../contract/observations.ts';

/** Where a value is measured: a subset of a service, or both subsets together (reconciled 17). */
export type Measured = { readonly service: string; readonly subset: 'stable' | 'canary' | 'total' };
export type Point = {
  readonly at: number;
  readonly value: number | null;
  readonly requestsPerSecond: number | null;
  /** The server said that a part of the data was missing. */
  readonly isPartial?: true;
};

export const measuredAs = ({ service, subset }: Measured): string => `${service} ${subset}`;

/** Every service that a sample speaks of. */
export const servicesIn = (samples: readonly SignalSample[]): ReadonlySet<string> =>
  new Set(samples.flatMap((sample) => sample.subsets.map((entry) => entry.service)));

/** What a service's requests show; whatever else is measured has series of its own. */
export type ServiceSignal = 'error-rate-percent' | 'p95-ms';

/** Everything that is asked of the same samples is read from them once: they are never changed, only replaced. */
const read = new WeakMap<readonly SignalSample[], Map<string, readonly Point[]>>();

/** The series of one signal at one place. The p95 of both subsets together can't be made from theirs: it stays unknown. */
export function pointsAt(samples: readonly SignalSample[], place: Measured, signal: ServiceSignal): readonly Point[] {
  const known = read.get(samples) ?? new Map<string, readonly Point[]>();
  read.set(samples, known);
  const key = `${measuredAs(place)} ${signal}`;
  const points = known.get(key) ?? samples.map((sample) => pointAt(sample, place, signal));
  known.set(key, points);
  return points;
}

function pointAt(sample: SignalSample, { service, subset }: Measured, signal: ServiceSignal): Point {
  const partial = sample.isPartial === true ? { isPartial: true as const } : {};
  if (subset === 'total') {
    const entries = sample.subsets.filter((entry) => entry.service === service);
    return { at: sample.at, ...total(entries, signal), ...partial };
  }
  const entry = sample.subsets.find((one) => one.subset === subset && one.service === service);
  const value = signal === 'p95-ms' ? entry?.p95Ms : entry?.errorRatePercent;
  return { at: sample.at, value: value ?? null, requestsPerSecond: entry?.requestsPerSecond ?? null, ...partial };
}

function total(entries: readonly SubsetSignal[], signal: ServiceSignal): Omit<Point, 'at' | 'isPartial'> {
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
