import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import type { MetricsAnswer, Series, StepRange } from '../adapters/prometheus/port.ts';

/** What three queries said of every service and subset, step by step. */
export function signalSamples(
  { rate, errors, p95 }: { readonly rate: MetricsAnswer; readonly errors: MetricsAnswer; readonly p95: MetricsAnswer },
  { from, until, stepMs }: StepRange,
): SignalSample[] {
  const [rates, errorValues, p95Values] = [byPlace(rate.series), byPlace(errors.series), byPlace(p95.series)];
  const isPartial = [rate, errors, p95].some(({ warnings }) => warnings.length > 0);
  const samples: SignalSample[] = [];
  for (let at = from; at <= until; at += stepMs) {
    const subsets = [...rates.keys()].flatMap((key): SubsetSignal[] => {
      const [service, subset] = key.split('\n');
      if (service === undefined || (subset !== 'stable' && subset !== 'canary')) return [];
      const requestsPerSecond = rates.get(key)?.get(at) ?? null;
      // A service without requests has no error rate and no latency: that is not zero. Nor is one that nobody told of:
      // a query says 0 itself where nothing has failed.
      const has = requestsPerSecond !== null && requestsPerSecond > 0;
      const value = (of: ReadonlyMap<string, ReadonlyMap<number, number>>) =>
        has ? (of.get(key)?.get(at) ?? null) : null;
      return [{ service, subset, requestsPerSecond, errorRatePercent: value(errorValues), p95Ms: value(p95Values) }];
    });
    if (subsets.some((entry) => entry.requestsPerSecond !== null))
      samples.push({ at, subsets, ...(isPartial ? { isPartial: true as const } : {}) });
  }
  return samples;
}

const byPlace = (series: readonly Series[]): ReadonlyMap<string, ReadonlyMap<number, number>> =>
  new Map(series.map(({ labels, values }) => [`${labels.service ?? ''}\n${labels.subset ?? ''}`, new Map(values)]));
