import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** One labelled series; `values` are [epoch ms, number] pairs, NaN and infinities left out. */
export type Series = {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [atMs: number, value: number])[];
};

export type MetricsAnswer = {
  readonly series: readonly Series[] /** Partial data, said by the server. */;
  readonly warnings: readonly string[];
};

export interface MetricsPort {
  instant(query: string, atMs: number, signal?: AbortSignal): Promise<Result<MetricsAnswer, Fault>>;
  range(
    query: string,
    fromMs: number,
    toMs: number,
    stepMs: number,
    signal?: AbortSignal,
  ): Promise<Result<MetricsAnswer, Fault>>;
  close(): Promise<void>;
}
