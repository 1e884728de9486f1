import { createJudge } from './judge.ts';
import { createMetricsFeed } from './metrics-feed.ts';
import type { WatchingFeeds } from './watching.ts';

export type SignalWatch = {
  /** Asks for what is new, then judges. Says how long to wait after a failure, real ms. */
  look(): Promise<number | undefined>;
  /** Judges if a look takes too long: a server that hangs must not keep yesterday's verdict on the wall. */
  judgeIfLate(): Promise<void>;
};

/** The signals' one path: queries of the pack, samples with their time, verdicts. `everyMs`: how often it is looked, real ms. */
export function createSignalWatch(with_: WatchingFeeds, everyMs: number): SignalWatch {
  const ask = createMetricsFeed(with_);
  const judge = createJudge(with_);
  let judgedAt = Number.NEGATIVE_INFINITY;
  const judgeNow = (): void => {
    if (with_.signal.aborted) return;
    judge();
    judgedAt = performance.now();
  };
  return {
    async look() {
      const waitMs = await ask();
      judgeNow();
      return waitMs;
    },
    async judgeIfLate() {
      if (performance.now() - judgedAt > 1.5 * everyMs) judgeNow();
    },
  };
}
