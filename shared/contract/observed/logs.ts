/** How bad a line is, worst last; `none` where it doesn't say. */
export const logLevels = ['none', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];
export type LogSubset = 'stable' | 'canary' | 'other';

/** One line, already inert. `text` is without the time, level and origin that stand beside it. `at`: launch time, epoch ms. */
export type LogLineObserved = {
  readonly at: number;
  readonly pod: string;
  readonly service: string;
  readonly subset: LogSubset;
  readonly level: LogLevel;
  readonly text: string;
};

/**
 * Lines on their way to a window, oldest first. Two joined strings: ten thousand objects a second would cost a window
 * more than drawing them. `shown` has the lines as they are read, `heads` what isn't read; `log-batch.ts` packs them.
 */
export type LogBatch = {
  /** Number of the first of them, counted over the launch: what is missing between two batches can be seen. */
  readonly first: number;
  readonly count: number;
  readonly heads: string;
  readonly shown: string;
};

/** A group of errors that say the same but for numbers and ids. Times are launch time, epoch ms. */
export type LogKindRow = {
  readonly key: string;
  readonly text: string;
  readonly service: string;
  /** Where it was seen in the last fifteen minutes. */
  readonly where: LogSubset | 'both';
  /** The pod that said it last. */
  readonly pod: string;
  /** In the last fifteen minutes. */
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** By minute, newest last, fifteen of them. */
  readonly trend: readonly number[];
  readonly mark: 'new' | 'seen' | 'more' | 'known';
};

/** What the log screen says besides the lines; pushed about once a second. */
export type LogKindsObserved = {
  readonly at: number;
  /** The worst first, at most {@link MOST_KIND_ROWS}. */
  readonly rows: readonly LogKindRow[];
  /** Kinds of the last fifteen minutes, those in `rows` included. */
  readonly kinds: number;
  /** Of these, those not seen before the canary began. */
  readonly fresh: number;
  /** Errors of the last fifteen minutes that are in no kind: there are too many to keep apart. */
  readonly others: number;
  readonly perSecond: number;
  /** Lines that came but weren't sent to windows, since there were too many at once. Errors are kept before others. */
  readonly notShown: number;
  /** Errors among these. */
  readonly errorsNotShown: number;
  /** Lines that the source itself left out, as far as it says so. */
  readonly lost: number;
  /** It left out some in the last fifteen minutes. */
  readonly isLossy: boolean;
  /** Since when the logs are read without a gap; null before anything was. */
  readonly readFrom: number | null;
};
export const MOST_KIND_ROWS = 40;

/** For a window that opens late: the last lines, and the kinds. */
export type LogHistory = { readonly lines: readonly LogBatch[]; readonly kinds: LogKindsObserved | null };
