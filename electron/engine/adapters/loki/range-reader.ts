import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { LokiEntry } from './loki-messages.ts';
import { digestOf } from './seen-lines.ts';

/** Loki gives 5,000 lines at once at most, as it comes. */
const MOST_AT_ONCE = 5_000;
/** What a break may have held: more is left out, and said. */
const MOST_LINES = 20_000;
/** However slow Loki is, it is followed live again after this, real ms. */
const MOST_MS = 60_000;
/** An answer without a line is shorter than this, whatever Loki adds about the query. */
const EMPTY_BYTES = 64 * 1024;
const HOUR_NANOSECONDS = 3_600_000_000_000n;

/** Times are nanoseconds since 1970; `start` is asked for too, `end` isn't. */
export type RangeAsk = {
  readonly start: bigint;
  readonly end?: bigint | undefined;
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
  readonly mostBytes?: number;
};
export type RangeAnswer =
  /** Oldest first. `isEasy`: twice as much could have been asked for. */
  | { readonly kind: 'lines'; readonly entries: readonly LokiEntry[]; readonly isEasy: boolean }
  /** Longer than is taken, or than came in time. */
  | { readonly kind: 'too-long' }
  | { readonly kind: 'failed'; readonly fault: Fault };

type Entries = readonly LokiEntry[];
type Read = { readonly entries: Entries; readonly isWhole: boolean };
/** `next`: from when to go on; null: that was all. `skipped`: the time of what can't be taken. */
type Part = { readonly entries: Entries; readonly next: bigint | null; readonly skipped?: bigint };
type Listener = {
  readonly tell: (entries: Entries) => void;
  /** A line of this time, or more than one, can't be taken: it is gone on after it. */
  readonly stepOver: (at: bigint) => void;
};

/**
 * Reads ranges of lines in as many parts as it takes: what is too long is asked for with half as many lines, down to one, and
 * what is easy with twice as many. A line that can't be taken even alone is found by its time and stepped over.
 */
export class RangeReader {
  readonly #ask: (asked: RangeAsk, signal: AbortSignal) => Promise<RangeAnswer>;
  #limit = MOST_AT_ONCE;
  /** Times of lines that can't be taken, in order: they aren't asked for again. */
  #tooLong: readonly bigint[] = [];

  constructor(ask: (asked: RangeAsk, signal: AbortSignal) => Promise<RangeAnswer>) {
    this.#ask = ask;
  }

  /** The last `wanted` lines since `start`, oldest first. Not whole: what comes before the first of them can't be taken. */
  async last(wanted: number, start: bigint, signal: AbortSignal): Promise<Result<Read, Fault>> {
    const known = new Set<string>();
    let entries: Entries = [];
    let end: bigint | undefined;
    let failedAt = Number.POSITIVE_INFINITY;
    for (const until = performance.now() + MOST_MS; performance.now() < until; ) {
      const limit = Math.min(this.#limit, wanted);
      const answer = await this.#ask({ start, end, limit, direction: 'backward' }, signal);
      if (answer.kind === 'failed') return this.#failed(answer.fault);
      if (answer.kind === 'too-long') {
        failedAt = limit;
        this.#limit = half(limit);
        if (limit === 1) break;
        continue;
      }
      // The moment of the oldest so far is asked for again: there may be more of it.
      const fresh = answer.entries.filter((one) => !known.has(digestOf(one)));
      for (const one of fresh) known.add(digestOf(one));
      entries = [...fresh, ...entries];
      if (answer.entries.length < limit || entries.length >= wanted)
        return ok({ entries: entries.slice(-wanted), isWhole: true });
      const hasGrown = this.#grow(answer);
      if (fresh.length > 0) failedAt = Number.POSITIVE_INFINITY;
      else if (!hasGrown || this.#limit >= failedAt) break;
      end = entries[0] === undefined ? end : timeOf(entries[0]) + 1n;
    }
    return ok({ entries, isWhole: false });
  }

  /** Everything from `from` on, oldest first, some of it twice. False: it is more than can be caught up with. */
  async all(from: bigint, { tell, stepOver }: Listener, signal: AbortSignal): Promise<Result<boolean, Fault>> {
    this.#tooLong = this.#tooLong.filter((at) => at >= from);
    const until = performance.now() + MOST_MS;
    let start = from;
    for (let lines = 0; lines < MOST_LINES && performance.now() < until; ) {
      const part = await this.#part(start, signal);
      if (!part.ok) return part;
      const { entries, next, skipped } = part.value;
      tell(entries);
      if (skipped !== undefined) {
        this.#tooLong = [...this.#tooLong, skipped].sort((a, b) => (a < b ? -1 : 1));
        stepOver(skipped);
      }
      if (next === null) return ok(true);
      start = next;
      lines += entries.length;
    }
    return ok(false);
  }

  /** What comes first from `start` on. */
  async #part(start: bigint, signal: AbortSignal): Promise<Result<Part, Fault>> {
    const end = this.#tooLong.find((at) => at >= start);
    if (end === start) return ok({ entries: [], next: start + 1n });
    const limit = this.#limit;
    const answer = await this.#ask({ start, end, limit, direction: 'forward' }, signal);
    if (answer.kind === 'failed') return this.#failed(answer.fault);
    if (answer.kind === 'too-long') {
      this.#limit = half(limit);
      if (limit > 1) return ok({ entries: [], next: start });
      const found = await this.#firstFrom(start, end, signal);
      if (!found.ok) return found;
      return found.value === null ? ok({ entries: [], next: start }) : this.#moment(found.value, signal);
    }
    this.#grow(answer);
    const { entries } = answer;
    const newest = entries.at(-1);
    if (newest === undefined || entries.length < limit) return ok({ entries, next: end ?? null });
    return timeOf(newest) > start ? ok({ entries, next: timeOf(newest) }) : this.#moment(start, signal);
  }

  /**
   * The time of the first line from `start` on, which may be too long to be taken: found by halving the time, since an answer
   * without a line is short. Null: there is none any more.
   */
  async #firstFrom(start: bigint, end: bigint | undefined, signal: AbortSignal): Promise<Result<bigint | null, Fault>> {
    let low = start;
    let high = end ?? BigInt(Date.now()) * 1_000_000n + HOUR_NANOSECONDS;
    let isThere = end !== undefined;
    while (high - low > 1n) {
      const middle = low + (high - low) / 2n;
      const asked = { start: low, end: middle, limit: 1, direction: 'forward', mostBytes: EMPTY_BYTES } as const;
      const answer = await this.#ask(asked, signal);
      if (answer.kind === 'failed') return this.#failed(answer.fault);
      if (answer.kind === 'too-long') [high, isThere] = [middle, true];
      else if (answer.entries[0] !== undefined) return ok(timeOf(answer.entries[0]));
      else low = middle;
    }
    return ok(isThere ? low : null);
  }

  /**
   * The lines of one moment: from both its ends where they can't be taken at once. Where these don't meet, nobody knows what is
   * between them: it is said as one line that was skipped.
   */
  async #moment(at: bigint, signal: AbortSignal): Promise<Result<Part, Fault>> {
    const next = at + 1n;
    const first = await this.#most(at, 'forward', signal);
    if (!first.ok) return first;
    const { entries } = first.value;
    if (first.value.isWhole) return ok({ entries, next });
    const last = await this.#most(at, 'backward', signal);
    if (!last.ok) return last;
    const known = new Set(entries.map(digestOf));
    const rest = last.value.entries.filter((one) => !known.has(digestOf(one))).reverse();
    const doMeet = rest.length < last.value.entries.length;
    const skipped = last.value.isWhole || doMeet ? {} : { skipped: at };
    return ok({ entries: [...entries, ...rest], next, ...skipped });
  }

  /** As many lines of one moment as can be taken at once. */
  async #most(at: bigint, direction: RangeAsk['direction'], signal: AbortSignal): Promise<Result<Read, Fault>> {
    for (let entries: Entries = []; ; ) {
      const limit = this.#limit;
      const answer = await this.#ask({ start: at, end: at + 1n, limit, direction }, signal);
      if (answer.kind === 'failed') return this.#failed(answer.fault);
      if (answer.kind === 'too-long') {
        this.#limit = half(limit);
        if (limit === 1 || entries.length > 0) return ok({ entries, isWhole: false });
        continue;
      }
      entries = answer.entries;
      if (entries.length < limit) return ok({ entries, isWhole: true });
      if (!this.#grow(answer)) return ok({ entries, isWhole: false });
    }
  }

  #grow({ isEasy }: { readonly isEasy: boolean }): boolean {
    if (!isEasy || this.#limit === MOST_AT_ONCE) return false;
    this.#limit = Math.min(MOST_AT_ONCE, this.#limit * 2);
    return true;
  }

  /** It may have been too much for Loki: it is asked for less when it is asked again. */
  #failed(fault: Fault): Result<never, Fault> {
    if (fault.cause === 'timeout' || fault.cause === 'unavailable') this.#limit = half(this.#limit);
    return err(fault);
  }
}

const half = (limit: number): number => Math.max(1, Math.floor(limit / 2));
const timeOf = ({ nanoseconds }: LokiEntry): bigint => BigInt(nanoseconds);
