import type { LogBatch } from '#shared/contract/observed/logs.ts';
import type { LogRow } from '#shared/views/log-batch.ts';
import type { LogFilter } from '#shared/views/log-filter.ts';
import type { LogCounts } from '#shared/views/log-view.ts';

/** What the window tells its worker. */
export type ToLogWorker =
  | { readonly kind: 'lines'; readonly batches: readonly LogBatch[] }
  | { readonly kind: 'filter'; readonly filter: LogFilter }
  | { readonly kind: 'hold'; readonly isHeld: boolean }
  /** The rows to draw, the newest being 0. */
  | { readonly kind: 'rows'; readonly from: number; readonly count: number }
  /** Asks whether it still answers. */
  | { readonly kind: 'ping'; readonly number: number };

/** The lines as they are to be drawn. */
export type LogShown = LogCounts & { readonly from: number; readonly rows: readonly LogRow[] };

export type FromLogWorker =
  | { readonly kind: 'shown'; readonly shown: LogShown }
  /** Why a filter can't be used, in words; null: it is used. */
  | { readonly kind: 'filter'; readonly trouble: string | null }
  | { readonly kind: 'pong'; readonly number: number };
