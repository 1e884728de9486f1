import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { AlertSeen } from '../alert-seen.ts';

/** One labelled series; `values` are [epoch ms, number] pairs, NaN and infinities left out. */
export type Series = {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [atMs: number, value: number])[];
};

export type MetricsAnswer = {
  readonly series: readonly Series[];
  /** Partial data, said by the server. */
  readonly warnings: readonly string[];
  /** How far the server's clock is ahead of this machine's, ms, as its answer says; null where it doesn't. */
  readonly clockAheadMs?: number | null;
};

/** Steps of a range, both ends included, epoch ms. */
export type StepRange = { readonly from: number; readonly until: number; readonly stepMs: number };

export interface MetricsPort {
  instant(query: string, atMs: number, signal?: AbortSignal): Promise<Result<MetricsAnswer, Fault>>;
  range(
    query: string,
    fromMs: number,
    toMs: number,
    stepMs: number,
    signal?: AbortSignal,
  ): Promise<Result<MetricsAnswer, Fault>>;
  /**
   * Several queries over the same steps, in one request where the server takes them so; answers in the order of the
   * queries. One that is refused, or too slow, fails alone.
   */
  ranges(
    queries: readonly string[],
    range: StepRange,
    signal?: AbortSignal,
  ): Promise<readonly Result<MetricsAnswer, Fault>[]>;
  /** Alerts that fire by its rules, whether or not anybody is told of them. */
  firing(signal?: AbortSignal): Promise<Result<readonly AlertSeen[], Fault>>;
  close(): Promise<void>;
}
