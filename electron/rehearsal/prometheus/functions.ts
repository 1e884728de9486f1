import type { RangeSeries, Sample } from './value.ts';
import { labelKey, withLabel, withoutLabels } from './value.ts';

/** Increase of a counter over a range, extrapolated to its ends exactly as Prometheus does; null with fewer than two samples. */
function increaseOf({ values, firstMs, lastMs, fromMs, toMs }: RangeSeries): number | null {
  const [first] = values;
  if (first === undefined || values.length < 2) return null;
  let increase = 0;
  let before = first;
  for (const value of values) {
    increase += value < before ? value : value - before;
    before = value;
  }
  const sampledMs = lastMs - firstMs;
  const spacingMs = sampledMs / (values.length - 1);
  const limit = spacingMs * 1.1;
  let toStart = firstMs - fromMs;
  let toEnd = toMs - lastMs;
  if (toStart >= limit) toStart = spacingMs / 2;
  if (increase > 0 && first >= 0) toStart = Math.min(toStart, sampledMs * (first / increase));
  if (toEnd >= limit) toEnd = spacingMs / 2;
  return increase * ((sampledMs + toStart + toEnd) / sampledMs);
}

const overRange = (series: readonly RangeSeries[], of: (each: RangeSeries) => number | null): Sample[] =>
  series.flatMap((each) => {
    const value = of(each);
    return value === null ? [] : [{ labels: withoutLabels(each.labels, '__name__'), value }];
  });

export const increase = (series: readonly RangeSeries[]): Sample[] => overRange(series, increaseOf);

export const rate = (series: readonly RangeSeries[]): Sample[] =>
  overRange(series, (each) => {
    const found = increaseOf(each);
    return found === null ? null : found / ((each.toMs - each.fromMs) / 1_000);
  });

/** A number of each range; Math.max(...) would not bear a day of values. */
const folded = (fold: (sum: number, value: number) => number) => (series: readonly RangeSeries[]) =>
  overRange(series, ({ values }) => (values.length === 0 ? null : values.reduce(fold)));

export const OVER_TIME: Record<string, (series: readonly RangeSeries[]) => Sample[]> = {
  avg_over_time: (series) =>
    overRange(series, ({ values }) =>
      values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    ),
  max_over_time: folded((most, value) => Math.max(most, value)),
  min_over_time: folded((least, value) => Math.min(least, value)),
};

const FILLED = /\$(?:(\d+)|\{(\w+)\})/g;

/** `label_replace(v, destination, replacement, source, pattern)`: where the pattern fits the whole source, `$1` filled in. */
export function labelReplace(samples: readonly Sample[], texts: readonly string[]): Sample[] {
  const [destination = '', replacement = '', source = '', pattern = ''] = texts;
  const whole = new RegExp(`^(?:${pattern})$`);
  const how = texts.join('\n');
  return samples.map(({ labels, value }) => ({
    labels: withLabel(labels, how, destination, () => {
      const found = whole.exec(labels[source] ?? '');
      return found === null ? null : filled(replacement, found);
    }),
    value,
  }));
}

const filled = (replacement: string, found: RegExpExecArray): string =>
  replacement.replace(
    FILLED,
    (_, number?: string, name?: string) => found[Number(number ?? name)] ?? found.groups?.[name ?? ''] ?? '',
  );

type Bucket = { readonly bound: number; readonly count: number };

function quantileOf(quantile: number, given: readonly Bucket[]): number {
  const buckets = [...given].sort((left, right) => left.bound - right.bound);
  const total = buckets.at(-1);
  if (
    !total ||
    total.bound !== Number.POSITIVE_INFINITY ||
    buckets.length < 2 ||
    total.count === 0 ||
    Number.isNaN(quantile)
  )
    return Number.NaN;
  if (quantile < 0) return Number.NEGATIVE_INFINITY;
  if (quantile > 1) return Number.POSITIVE_INFINITY;
  const rank = quantile * total.count;
  const place = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[place];
  const below = buckets[place - 1];
  if (!bucket) return Number.NaN;
  if (bucket.bound === Number.POSITIVE_INFINITY) return below?.bound ?? Number.NaN;
  if (place === 0 && bucket.bound <= 0) return bucket.bound;
  const start = below?.bound ?? 0;
  const countBelow = below?.count ?? 0;
  return start + (bucket.bound - start) * ((rank - countBelow) / (bucket.count - countBelow));
}

/** `histogram_quantile(q, buckets)`: interpolates within the bucket, as Prometheus does. */
export function histogramQuantile(quantile: number, samples: readonly Sample[]): Sample[] {
  const groups = new Map<string, { labels: Sample['labels']; buckets: Bucket[] }>();
  for (const { labels, value } of samples) {
    const le = labels.le;
    const bound = le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
    if (le === undefined || Number.isNaN(bound)) continue;
    const rest = withoutLabels(labels, '__name__', 'le');
    const key = labelKey(rest);
    const group = groups.get(key) ?? { labels: rest, buckets: [] };
    group.buckets.push({ bound, count: value });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, buckets }) => ({ labels, value: quantileOf(quantile, buckets) }));
}

export function aggregate(name: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'sum':
      return sum;
    case 'avg':
      return sum / values.length;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    default:
      return values.length;
  }
}
