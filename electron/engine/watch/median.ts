/** The middle one; of two in the middle the lower. Null where there is none. */
export const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
