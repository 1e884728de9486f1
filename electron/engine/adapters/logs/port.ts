import type { LogLevel } from '#shared/contract/observed/logs.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { LogPlaces } from './places.ts';

/** One line as its source has it, cut to {@link MOST_LINE_BYTES}. */
export type LogEntry = {
  /** When it was written, by the source's clock; real time, epoch ms. */
  readonly atMs: number;
  readonly pod: string;
  /** The label `app`, where the source knows it. */
  readonly app: string | null;
  /** What the source says of it; null: the line itself has to say it. */
  readonly level: LogLevel | null;
  readonly text: string;
};

/** `partial`: what is missing, in words; null when nothing is. */
export type LogFeedState =
  | { readonly kind: 'live'; readonly partial: string | null }
  | { readonly kind: 'failing'; readonly fault: Fault; readonly retryInMs: number };

export type LogListener = {
  /** What was told before, on this connection or another: it is not told again. */
  readonly places: LogPlaces;
  readonly onEntry: (entry: LogEntry) => void;
  /** So many lines were left out by the source itself. */
  readonly onLost: (lines: number) => void;
  /** Told again and again while the source answers: silence means that nothing is known any more. */
  readonly onState: (state: LogFeedState) => void;
};

/** Where the lines of the services come from. */
export interface LogPort {
  /** What people call it: `pod logs`, `loki`. */
  readonly title: string;
  /** How far apart its answers come at best, real ms. */
  readonly everyMs: number;
  /** Follows the lines of the services with these labels `app` until aborted; comes back by itself whatever happens. */
  follow(apps: readonly string[], listener: LogListener, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
