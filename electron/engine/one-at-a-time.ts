/** Work that is never done twice at once, and that is done anew when something has changed. */
export class OneAtATime {
  readonly #work: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  /** It waits for its turn. */
  #next: Promise<void> | null = null;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Does it after the one that is being done; whoever asks while one waits for its turn is served by that one. */
  ask(): Promise<void> {
    if (this.#next !== null) return this.#next;
    this.#next = this.#last.then(() => {
      this.#next = null;
      return this.#work();
    });
    this.#last = this.#next.catch(() => undefined);
    return this.#next;
  }

  /** When all that was asked for until now has ended, however it did. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
