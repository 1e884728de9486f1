/**
 * Where the log of one container was read up to. The API takes up again by the second only: what was read of that second
 * comes again, and is left out here. Lines may carry the same time; they are counted, not compared.
 */
export class PodLogPlace {
  /** As the API writes it: RFC 3339 with nanoseconds, always as long. */
  #lastAt: string;
  /** Lines read that carry it. */
  #atLast = 0;
  /** Of these, those still to come again; null once the stream is past them. */
  #toSkip: number | null = null;

  /** `sinceMs`: lines up to then (epoch ms) are known from elsewhere; null: none is. */
  constructor(sinceMs: number | null = null) {
    this.#lastAt = sinceMs === null ? '' : new Date(sinceMs).toISOString().replace('Z', '999999Z');
  }

  /** What to ask a new stream with. */
  since(): string | null {
    return this.#lastAt === '' ? null : this.#lastAt;
  }

  /** A new stream begins where the last one stopped. */
  resume(): void {
    if (this.#lastAt !== '') this.#toSkip = this.#atLast;
  }

  /** True for a line that wasn't read before. */
  isNew(at: string): boolean {
    if (this.#toSkip !== null) {
      if (at < this.#lastAt) return false;
      if (at === this.#lastAt && this.#toSkip > 0) {
        this.#toSkip -= 1;
        return false;
      }
      this.#toSkip = null;
    }
    // The two outputs of a container may be a little out of order: the place never moves back.
    if (at > this.#lastAt) [this.#lastAt, this.#atLast] = [at, 1];
    else if (at === this.#lastAt) this.#atLast += 1;
    return true;
  }
}
