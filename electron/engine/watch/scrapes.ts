import type { Unscraped } from '#shared/contract/observations.ts';
import type { MetricsAnswer, StepRange } from '../adapters/prometheus/port.ts';

/** More holes than that are no hour that anybody judges by. */
const MAX_HOLES = 200;

/**
 * When the server scraped, as the pack's query for the newest sample says step by step. What other queries say of a time in
 * which nothing was scraped is of before it: rates and last values live on for minutes.
 */
export class Scrapes {
  #newestAt: number | null = null;
  #isSeen = false;
  #holes: readonly Unscraped[] = [];

  /** Times in which nothing was scraped and that are over, oldest first. */
  get holes(): readonly Unscraped[] {
    return this.#holes;
  }

  /** When the newest sample was scraped, launch time in ms; null before the first one. */
  get newestAt(): number | null {
    return this.#newestAt;
  }

  /** Whether the last step that was taken had a sample at all. */
  get isSeen(): boolean {
    return this.#isSeen;
  }

  /** Takes the answer for these steps. At a step whose newest sample is older than `withinMs` it had stopped to scrape. */
  take({ series }: MetricsAnswer, { from, until, stepMs }: StepRange, withinMs: number): void {
    const scrapedAt = new Map<number, number>();
    for (const { values } of series)
      for (const [at, seconds] of values) scrapedAt.set(at, Math.max(scrapedAt.get(at) ?? 0, seconds * 1000));
    for (let at = from; at <= until; at += stepMs) {
      const newest = scrapedAt.get(at);
      const before = this.#newestAt;
      if (newest === undefined || (before !== null && newest <= before)) continue;
      if (before !== null && at - stepMs - before > withinMs)
        this.#holes = [...this.#holes, { after: before, before: newest }].slice(-MAX_HOLES);
      this.#newestAt = newest;
    }
    this.#isSeen = scrapedAt.has(until);
  }

  /** Nothing later than `at` has happened yet: the clock was set back. */
  forgetAfter(at: number): void {
    this.#holes = this.#holes.filter(({ before }) => before <= at);
    if (this.#newestAt !== null) this.#newestAt = Math.min(this.#newestAt, at);
  }

  /** Another server, or another question. */
  forgetAll(): void {
    this.#newestAt = null;
    this.#isSeen = false;
    this.#holes = [];
  }
}
