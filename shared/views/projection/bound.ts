/** Not before `at` (epoch ms), because of `cause`, in words. */
export type Bound = { readonly at: number; readonly cause: string };

/** The one that holds longest; of equals the first. */
export const latest = (first: Bound, ...others: readonly Bound[]): Bound =>
  others.reduce((found, bound) => (bound.at > found.at ? bound : found), first);
