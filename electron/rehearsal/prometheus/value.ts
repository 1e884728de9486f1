import type { Labels } from '../traffic/series.ts';

export type Sample = { readonly labels: Labels; readonly value: number };
export type RangeSeries = {
  readonly labels: Labels;
  readonly samples: readonly (readonly [atMs: number, value: number])[];
  readonly fromMs: number;
  readonly toMs: number;
};
export type Value =
  | { readonly is: 'scalar'; readonly value: number }
  | { readonly is: 'vector'; readonly samples: readonly Sample[] }
  | { readonly is: 'matrix'; readonly series: readonly RangeSeries[] };

export const scalar = (value: number): Value => ({ is: 'scalar', value });
export const vector = (samples: readonly Sample[]): Value => ({ is: 'vector', samples });

/** The labels without some, as for a result that is no longer the metric it came from. */
export function withoutLabels(labels: Labels, ...dropped: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !dropped.includes(name)));
}

export function onlyLabels(labels: Labels, kept: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name, value]) => kept.includes(name) && value !== ''));
}

/** Equal labels give equal text, whatever their order. */
export const labelKey = (labels: Labels): string =>
  Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name] ?? '')}`)
    .join(',');
