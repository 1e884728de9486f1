/**
 * Where a launch's logs were read up to, whatever connection reads them: one that is made anew (settings saved, a plan
 * adopted) goes on there, and another source begins with what the one before it has not told.
 */
export class LogPlaces {
  #source: string | null = null;
  #place: unknown = null;
  #lastAtMs: number | null = null;

  /**
   * The place in `source`, made if that isn't the source that was read last. `sinceMs`: when the last line of another source
   * was written, real epoch ms; null where there was none.
   */
  of<P>(source: string, make: (sinceMs: number | null) => P): P {
    if (this.#source !== source) [this.#source, this.#place] = [source, make(this.#lastAtMs)];
    return this.#place as P;
  }

  /** A line was told that was written then, by its source's clock; one that is ahead doesn't count as the future. */
  told(atMs: number): void {
    this.#lastAtMs = Math.max(this.#lastAtMs ?? 0, Math.min(atMs, Date.now()));
  }
}
