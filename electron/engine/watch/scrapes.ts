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
  #toldFrom: number | null = null;
  #toldUntil: number | null = null;
  #isSeen = false;
  #holes: readonly Unscraped[] = [];

  /** Times in which nothing was scraped, as far as anybody was told, and that ended; oldest first. */
  get holes(): readonly Unscraped[] {
    return this.#holes;
  }

  /** When the newest sample was scraped, launch time in ms; null before the first one. */
  get newestAt(): number | null {
    return this.#newestAt;
  }

  /** The last step that was told of; null before the first one. */
  get toldUntil(): number | null {
    return this.#toldUntil;
  }

  /** Whether the last step that was told of had a sample at all. */
  get isSeen(): boolean {
    return this.#isSeen;
  }

  /**
   * Takes the answer for these steps, told before or not. Scraping had stopped if the step before had none that is younger than
   * `withinMs`. True: a hole came to its end.
   */
  take({ series }: MetricsAnswer, { from, until, stepMs }: StepRange, withinMs: number): boolean {
    const before = this.#holes;
    // Steps that nobody was told of may have been anything.
    if (this.#toldUntil !== null && from > this.#toldUntil + stepMs) this.#addHole(this.#toldUntil, from);
    this.#toldFrom ??= from - stepMs;
    const scrapedAt = new Map<number, number>();
    for (const { values } of series)
      for (const [at, seconds] of values)
        scrapedAt.set(at, Math.max(scrapedAt.get(at) ?? 0, Math.min(at, seconds * 1000)));
    for (let at = from; at <= until; at += stepMs) {
      const newest = scrapedAt.get(at) ?? 0;
      if (newest <= (this.#newestAt ?? 0)) continue;
      const after = this.#newestAt ?? this.#toldFrom;
      // What was told before this step was of before the hole, however long ago this sample was scraped.
      if (at - stepMs - after > withinMs) this.#addHole(after, at);
      this.#newestAt = newest;
    }
    if (until >= (this.#toldUntil ?? 0)) this.#isSeen = scrapedAt.has(until);
    this.#toldUntil = Math.max(this.#toldUntil ?? 0, until);
    return this.#holes !== before;
  }

  #addHole(after: number, before: number): void {
    const last = this.#holes.at(-1);
    const isOne = last !== undefined && after < last.before;
    const one = isOne
      ? { after: Math.min(after, last.after), before: Math.max(before, last.before) }
      : { after, before };
    this.#holes = [...(isOne ? this.#holes.slice(0, -1) : this.#holes), one].slice(-MAX_HOLES);
  }
}
