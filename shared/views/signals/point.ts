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
  /** Stable's p95 of the service at which the canary's is worst, what that is held against. */
  readonly stableP95Beside: number | null;
  /** Where the canary's p95 is furthest above stable's of the same service, in percent of it. */
  readonly p95AboveStable: WorstValue | null;
  readonly requestsPerSecond: Pair<number | null>;
  /** A part of the data was missing. */
  readonly isPartial?: true;
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

/** How far the canary's is above stable's, in percent of it; null where there is nothing to compare. */
export const percentAbove = (stable: number | null, canary: number | null): number | null =>
  stable === null || stable === 0 || canary === null ? null : (100 * (canary - stable)) / stable;

const stableP95Of = (signals: readonly SubsetSignal[], service: string): number | null =>
  signals.find((one) => one.service === service && one.subset === 'stable')?.p95Ms ?? null;

function worstAboveStable(signals: readonly SubsetSignal[]): WorstValue | null {
  let found: WorstValue | null = null;
  for (const { service, subset, p95Ms } of signals) {
    if (subset !== 'canary') continue;
    const value = percentAbove(stableP95Of(signals, service), p95Ms);
    if (value === null) continue;
    if (found === null || value > found.value) found = { value, service };
  }
  return found;
}

/** Worst error rate and p95 of each subset over all services, and all requests of each subset. */
export function signalPoint(sample: SignalSample): SignalPoint {
  const { subsets } = sample;
  const p95Ms = { stable: worstOf(subsets, 'stable', 'p95Ms'), canary: worstOf(subsets, 'canary', 'p95Ms') };
  return {
    at: sample.at,
    errorRatePercent: {
      stable: worstOf(subsets, 'stable', 'errorRatePercent'),
      canary: worstOf(subsets, 'canary', 'errorRatePercent'),
    },
    p95Ms,
    stableP95Beside: p95Ms.canary === null ? null : stableP95Of(subsets, p95Ms.canary.service),
    p95AboveStable: worstAboveStable(subsets),
    requestsPerSecond: { stable: sumOf(subsets, 'stable'), canary: sumOf(subsets, 'canary') },
    ...(sample.isPartial ? { isPartial: true as const } : {}),
  };
}

/**
 * Canary's share of all requests in percent; null where a subset that is expected to get some was not measured: what is missing is
 * no zero.
 */
export function canarySharePercent(requests: Pair<number | null>, expected: Pair<boolean>): number | null {
  const { stable, canary } = requests;
  if (stable === null && canary === null) return null;
  if ((stable === null && expected.stable) || (canary === null && expected.canary)) return null;
  const all = (stable ?? 0) + (canary ?? 0);
  return all === 0 ? null : ((canary ?? 0) / all) * 100;
}
