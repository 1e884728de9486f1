import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';

type Subset = SubsetSignal['subset'];
/** The worst value of a subset and the service it was seen at (reconciled 17: the worst counts). */
export type WorstValue = { readonly value: number; readonly service: string };
type Pair<T> = { readonly stable: T; readonly canary: T };

/** One sample, brought down to what the charts of the whole launch draw. Null where nobody measured. */
export type SignalPoint = {
  readonly at: number;
  readonly errorRatePercent: Pair<WorstValue | null>;
  readonly p95Ms: Pair<WorstValue | null>;
  readonly requestsPerSecond: Pair<number | null>;
};

function worstOf(signals: readonly SubsetSignal[], subset: Subset, key: 'errorRatePercent' | 'p95Ms') {
  let found: WorstValue | null = null;
  for (const signal of signals) {
    const value = signal[key];
    if (signal.subset === subset && value !== null && (found === null || value > found.value))
      found = { value, service: signal.service };
  }
  return found;
}

function sumOf(signals: readonly SubsetSignal[], subset: Subset): number | null {
  let sum: number | null = null;
  for (const signal of signals)
    if (signal.subset === subset && signal.requestsPerSecond !== null) sum = (sum ?? 0) + signal.requestsPerSecond;
  return sum;
}

/** Worst error rate and p95 of each subset over all services, and all requests of each subset. */
export function signalPoint(sample: SignalSample): SignalPoint {
  const { subsets } = sample;
  return {
    at: sample.at,
    errorRatePercent: {
      stable: worstOf(subsets, 'stable', 'errorRatePercent'),
      canary: worstOf(subsets, 'canary', 'errorRatePercent'),
    },
    p95Ms: { stable: worstOf(subsets, 'stable', 'p95Ms'), canary: worstOf(subsets, 'canary', 'p95Ms') },
    requestsPerSecond: { stable: sumOf(subsets, 'stable'), canary: sumOf(subsets, 'canary') },
  };
}

/** Canary's share of all requests in percent; null until both subsets were measured. */
export function canarySharePercent(point: SignalPoint | null): number | null {
  if (point === null) return null;
  const { stable, canary } = point.requestsPerSecond;
  if (stable === null && canary === null) return null;
  const all = (stable ?? 0) + (canary ?? 0);
  return all === 0 ? null : ((canary ?? 0) / all) * 100;
}
