/** One number of a row: our figure beside the floor, both in the same unit, and the ratio to reach. */
export type Figure = {
  readonly name: string;
  /** What the floor is, in words. */
  readonly floorIs: string;
  readonly unit: string;
  /** Ours divided by the floor should not be more; null where there is no goal and the figure only explains another. */
  readonly goal: number | null;
};

/** Floor and ours of one sample, in the order of the row's figures. */
export type Sample = readonly { readonly floor: number; readonly ours: number }[];

/** A row of the table of speed. A file `row-NN-name.ts` in this folder exports one as `row`. */
export type Row = {
  readonly title: string;
  readonly figures: readonly Figure[];
  /**
   * Prepares, then gives a function that takes one sample with floor and ours interleaved, and one that clears up.
   * `folder` is a new, empty folder on a real disk; it is removed afterwards.
   */
  prepare(folder: string): Promise<{ sample(turn: number): Promise<Sample>; end(): Promise<void> }>;
};

/** The value below which the share `part` (0..1) of `values` lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** How long `work` takes, in milliseconds. */
export function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** How long it takes until `work` is done that waits for others, in milliseconds. */
export async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** CPU time of this thread for `work`, in milliseconds: for what never waits, where other programs would blur the clock. */
export function cpuTimeOf(work: () => void): number {
  const start = process.threadCpuUsage();
  work();
  const spent = process.threadCpuUsage(start);
  return (spent.user + spent.system) / 1000;
}
