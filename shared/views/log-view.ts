import type { LogBatch } from '../contract/observed/logs.ts';
import type { Result } from '../lib/result.ts';
import type { LogRow } from './log-batch.ts';
import { blockOf, type LogBlock, rowAt } from './log-block.ts';
import { type LogFilter, type LogMatcher, matcherOf, matchesIn } from './log-filter.ts';

/** Lines that a window keeps; older ones are read in the logs themselves. */
const KEPT_LINES = 200_000;
const KEPT_CHARACTERS = 64 * 1024 * 1024;
/** Batches are joined up to this: a quiet day must not become many thousands of them. */
const SMALL = 256;

/** `places` null: all lines match. `filter` says for which filter that was found; another one: not looked at yet. */
type Entry = { readonly batch: LogBatch; readonly block: LogBlock; filter: number; places: readonly number[] | null };

export type LogCounts = {
  /** Lines that match, as far as they have been looked at. */
  readonly matched: number;
  readonly total: number;
  /** Lines that match and came since the view was held. */
  readonly waiting: number;
  readonly isDone: boolean;
};

const matchedIn = ({ places, block }: Entry): number => (places === null ? block.count : places.length);

/** The lines a window has, filtered; the newest is row 0. Held, it stays as it is while new lines wait. */
export class LogView {
  #live: Entry[] = [];
  #held: readonly Entry[] | null = null;
  #filter = 0;
  #matcher: LogMatcher = { text: null, isByLine: false, level: 0, service: null, subset: null };

  /** Adds lines, the newest; they are looked at at once. */
  add(batch: LogBatch): void {
    if (batch.count === 0) return;
    const last = this.#live.at(-1);
    const isNext = last !== undefined && last.batch.first + last.batch.count === batch.first;
    const isSmall = isNext && last.batch.count + batch.count <= SMALL && this.#held?.at(-1) !== last;
    const whole = isSmall ? joined(last.batch, batch) : batch;
    if (isSmall) this.#live.pop();
    const entry: Entry = { batch: whole, block: blockOf(whole), filter: -1, places: null };
    this.#look(entry);
    this.#live.push(entry);
    this.#trim();
  }

  /** Sets the filter; nothing is looked at yet. The error says in words why it can't be used: the old one stays. */
  setFilter(filter: LogFilter): Result<LogMatcher, string> {
    const matcher = matcherOf(filter);
    if (matcher.ok) {
      this.#matcher = matcher.value;
      this.#filter += 1;
    }
    return matcher;
  }

  hold(): void {
    this.#held ??= this.#live.slice();
  }

  release(): void {
    this.#held = null;
  }

  /** Looks at lines, the newest first, until `isLate`; false when there is nothing left to look at. */
  work(isLate: () => boolean): boolean {
    for (const entries of this.#held === null ? [this.#live] : [this.#held, this.#live])
      for (let index = entries.length - 1; index >= 0; index -= 1) {
        const entry = entries[index];
        if (entry === undefined || entry.filter === this.#filter) continue;
        this.#look(entry);
        if (isLate()) return true;
      }
    return false;
  }

  counts(): LogCounts {
    const shown = this.#held ?? this.#live;
    const looked = shown.filter((entry) => entry.filter === this.#filter);
    const sum = (entries: readonly Entry[], of: (entry: Entry) => number): number =>
      entries.reduce((all, entry) => all + of(entry), 0);
    const newest = this.#held?.at(-1)?.block.first ?? Number.POSITIVE_INFINITY;
    const waiting = this.#live.filter(({ block, filter }) => block.first > newest && filter === this.#filter);
    return {
      matched: sum(looked, matchedIn),
      total: sum(shown, ({ block }) => block.count),
      waiting: sum(waiting, matchedIn),
      isDone: looked.length === shown.length,
    };
  }

  /** Rows from `from` on, the newest being 0; fewer when not so many have been found yet. */
  rows(from: number, count: number): readonly LogRow[] {
    const shown = this.#held ?? this.#live;
    const rows: LogRow[] = [];
    let skip = from;
    for (let index = shown.length - 1; index >= 0 && rows.length < count; index -= 1) {
      const entry = shown[index];
      if (entry === undefined || entry.filter !== this.#filter) break;
      const matched = matchedIn(entry);
      for (let row = matched - 1 - skip; row >= 0 && rows.length < count; row -= 1)
        rows.push(rowAt(entry.block, entry.places === null ? row : (entry.places[row] ?? 0)));
      skip = Math.max(0, skip - matched);
    }
    return rows;
  }

  #look(entry: Entry): void {
    entry.places = matchesIn(entry.block, this.#matcher);
    entry.filter = this.#filter;
  }

  #trim(): void {
    let lines = 0;
    let characters = 0;
    let from = this.#live.length;
    for (; from > 0; from -= 1) {
      const block = this.#live[from - 1]?.block;
      lines += block?.count ?? 0;
      characters += block?.shown.length ?? 0;
      if (lines > KEPT_LINES || characters > KEPT_CHARACTERS) break;
    }
    if (from > 0) this.#live.splice(0, from);
  }
}

const joined = (a: LogBatch, b: LogBatch): LogBatch => ({
  first: a.first,
  count: a.count + b.count,
  heads: a.heads + b.heads,
  shown: a.shown + b.shown,
});
