import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import type { MetricsAnswer, Series, StepRange } from '../adapters/prometheus/port.ts';

/** What three queries said of every service and subset, step by step: all its requests, and the worst of what it showed. */
export function signalSamples(
  { rate, errors, p95 }: { readonly rate: MetricsAnswer; readonly errors: MetricsAnswer; readonly p95: MetricsAnswer },
  { from, until, stepMs }: StepRange,
): SignalSample[] {
  const rates = byPlace(rate.series, (one, other) => one + other);
  const [errorValues, p95Values] = [byPlace(errors.series, Math.max), byPlace(p95.series, Math.max)];
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

/** Values by service and subset, step by step; of several series at one place what `together` makes of them. */
function byPlace(all: readonly Series[], together: (one: number, other: number) => number) {
  const found = new Map<string, Map<number, number>>();
  for (const { labels, values } of all) {
    const key = `${labels.service ?? ''}\n${labels.subset ?? ''}`;
    const there = found.get(key);
    if (there === undefined) found.set(key, new Map(values));
    else for (const [at, value] of values) there.set(at, together(there.get(at) ?? value, value));
  }
  return found;
}
