import type { Labels } from '../traffic/series.ts';

export type Sample = { readonly labels: Labels; readonly value: number };
/** What a series holds within a range: its values in order, without the steps that have none. */
export type RangeSeries = {
  readonly labels: Labels;
  readonly values: readonly number[];
  /** When each was taken; made when it is asked for: functions over a range need the first and the last only. */
  readonly times: () => readonly number[];
  readonly firstMs: number;
  readonly lastMs: number;
  readonly fromMs: number;
  readonly toMs: number;
};
export type Value =
  | { readonly is: 'scalar'; readonly value: number }
  | { readonly is: 'vector'; readonly samples: readonly Sample[] }
  | { readonly is: 'matrix'; readonly series: readonly RangeSeries[] };

export const scalar = (value: number): Value => ({ is: 'scalar', value });
export const vector = (samples: readonly Sample[]): Value => ({ is: 'vector', samples });

/** The series of a store keep their labels for good, so what is made of them is made once. */
function once(): (labels: Labels, names: string, make: () => Labels) => Labels {
  const held = new WeakMap<Labels, Map<string, Labels>>();
  return (labels, names, make) => {
    const own = held.get(labels) ?? new Map<string, Labels>();
    held.set(labels, own);
    const found = own.get(names) ?? make();
    own.set(names, found);
    return found;
  };
}

const withouts = once();
/** The labels without some, as for a result that is no longer the metric it came from. */
export const withoutLabels = (labels: Labels, ...dropped: readonly string[]): Labels =>
  withouts(labels, dropped.join(','), () =>
    Object.fromEntries(Object.entries(labels).filter(([name]) => !dropped.includes(name))),
  );

const onlies = once();
export const onlyLabels = (labels: Labels, kept: readonly string[]): Labels =>
  onlies(labels, kept.join(','), () =>
    Object.fromEntries(Object.entries(labels).filter(([name, value]) => kept.includes(name) && value !== '')),
  );

const replaced = once();
/** The labels with one of them set, or gone where it is empty. `how` tells this change from others of the same labels. */
export const withLabel = (labels: Labels, how: string, name: string, value: () => string | null): Labels =>
  replaced(labels, how, () => {
    const set = value();
    if (set === null) return labels;
    const { [name]: _before, ...rest } = labels;
    return set === '' ? rest : { ...rest, [name]: set };
  });

const keys = new WeakMap<Labels, string>();
/** Equal labels give equal text, whatever their order. */
export function labelKey(labels: Labels): string {
  const held = keys.get(labels);
  if (held !== undefined) return held;
  const key = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${JSON.stringify(labels[name] ?? '')}`)
    .join(',');
  keys.set(labels, key);
  return key;
}
