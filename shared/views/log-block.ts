import type { LogBatch } from '../contract/observed/logs.ts';
import { headsOf, type LogHeads, type LogRow, rowOf, startsOf } from './log-batch.ts';

/** Lines ready to be searched: joined, with where each begins. */
export type LogBlock = LogHeads & {
  readonly first: number;
  readonly count: number;
  readonly shown: string;
  /** Where each line begins in `shown`; one more says where the last one ends. */
  readonly starts: Uint32Array;
};

export const blockOf = (batch: LogBatch): LogBlock => ({
  ...headsOf(batch),
  ...{ first: batch.first, count: batch.count, shown: batch.shown, starts: startsOf(batch) },
});

export const rowAt = ({ first, at, level, service, shown, starts }: LogBlock, place: number): LogRow =>
  rowOf(
    first + place,
    at[place] ?? 0,
    level[place] ?? 0,
    service[place] ?? '',
    shown.slice(starts[place], (starts[place + 1] ?? 1) - 1),
  );
