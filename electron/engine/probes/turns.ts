/** Lets work begin a few at a time, in the order it was asked for; the same work waits only once. */
export class Turns<T> {
  readonly #limit: number;
  readonly #begin: (work: T) => Promise<unknown>;
  readonly #waiting = new Set<T>();
  #active = 0;
  #isClosed = false;

  constructor(limit: number, begin: (work: T) => Promise<unknown>) {
    this.#limit = limit;
    this.#begin = begin;
  }

  ask(work: T): void {
    this.#waiting.add(work);
    this.#next();
  }

  /** Gives up its place, e.g. because it began without waiting. */
  drop(work: T): void {
    this.#waiting.delete(work);
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
  }

  #next(): void {
    const [work] = this.#waiting;
    if (work === undefined || this.#isClosed || this.#active >= this.#limit) return;
    this.#waiting.delete(work);
    this.#active += 1;
    void this.#begin(work).finally(() => {
      this.#active -= 1;
      this.#next();
    });
    this.#next();
  }
}
