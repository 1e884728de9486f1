import type { LogLineObserved, LogSubset } from '../contract/observed/logs.ts';
import { fingerprint } from './log-fingerprint.ts';
import { isErrorLevel } from './log-level.ts';

/** Errors that say the same but for their numbers and ids. */
export type LogKind = {
  readonly key: string;
  readonly text: string;
  readonly service: string;
  count: number;
  firstAt: number;
  lastAt: number;
  pod: string;
  /** When each subset said it last; absent where it never did. */
  readonly lastBySubset: Partial<Record<LogSubset, number>>;
  /** Counts by minute, newest last, one for each of the last {@link TREND_MINUTES} minutes. */
  readonly minutes: number[];
  minute: number;
};

export const TREND_MINUTES = 15;
const TREND_MS = TREND_MINUTES * 60_000;
/** Kinds that are kept apart; errors beyond them are counted together. */
export const MAX_KINDS = 500;
/** Keys remembered of kinds that were quiet for too long: what comes back isn't new. */
const MAX_REMEMBERED = 5000;

/** Counts errors by kind, in bounded memory. It is changed in place: ten thousand lines a second leave no time for copies. */
export class LogKinds {
  readonly #byKey = new Map<string, LogKind>();
  /** When kinds that had to go were first seen. */
  readonly #remembered = new Map<string, number>();
  readonly #others: { minute: number; readonly minutes: number[] } = { minute: 0, minutes: zeros() };

  all(): IterableIterator<LogKind> {
    return this.#byKey.values();
  }

  get size(): number {
    return this.#byKey.size;
  }

  one(key: string): LogKind | undefined {
    return this.#byKey.get(key);
  }

  /** Errors of the fifteen minutes before `now` that had no room among the kinds. */
  others(now: number): number {
    return sum(trendAt(this.#others, now));
  }

  /** Counts a line, if it is an error. */
  add(line: LogLineObserved): void {
    if (!isErrorLevel(line.level)) return;
    const text = fingerprint(line.text);
    const key = `${line.service} ${text}`;
    const kind = this.#byKey.get(key) ?? this.#make(key, text, line);
    count(kind ?? this.#others, line.at);
    if (kind === null) return;
    kind.count += 1;
    kind.pod = line.pod;
    // Several pods' older lines come one pod after the other.
    kind.firstAt = Math.min(kind.firstAt, line.at);
    kind.lastAt = Math.max(kind.lastAt, line.at);
    kind.lastBySubset[line.subset] = Math.max(kind.lastBySubset[line.subset] ?? 0, line.at);
  }

  #make(key: string, text: string, { at, service, pod }: LogLineObserved): LogKind | null {
    if (this.#byKey.size >= MAX_KINDS && !this.#makeRoom(at)) return null;
    const made: LogKind = {
      ...{ key, text, service, pod, count: 0, lastAt: at, lastBySubset: {} },
      firstAt: this.#remembered.get(key) ?? at,
      ...{ minutes: zeros(), minute: Math.floor(at / 60_000) },
    };
    this.#byKey.set(key, made);
    return made;
  }

  /** Forgets kinds that nobody sees any more, but for when they were first seen. False when there are none. */
  #makeRoom(now: number): boolean {
    for (const kind of this.#byKey.values()) {
      if (now - kind.lastAt <= TREND_MS) continue;
      this.#byKey.delete(kind.key);
      this.#remembered.set(kind.key, kind.firstAt);
    }
    for (const key of this.#remembered.keys()) {
      if (this.#remembered.size <= MAX_REMEMBERED) break;
      this.#remembered.delete(key);
    }
    return this.#byKey.size < MAX_KINDS;
  }
}

type Counted = { minute: number; readonly minutes: number[] };

const zeros = (): number[] => Array.from({ length: TREND_MINUTES }, () => 0);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

function count(counted: Counted, at: number): void {
  const minute = Math.floor(at / 60_000);
  for (let passed = Math.min(TREND_MINUTES, minute - counted.minute); passed > 0; passed -= 1) {
    counted.minutes.shift();
    counted.minutes.push(0);
  }
  counted.minute = Math.max(counted.minute, minute);
  const slot = TREND_MINUTES - 1 - (counted.minute - minute);
  if (slot >= 0) counted.minutes[slot] = (counted.minutes[slot] ?? 0) + 1;
}

/** Its counts as they stand at `now`: minutes in which nothing came are zero. */
export function trendAt({ minutes, minute }: Counted, now: number): readonly number[] {
  const passed = Math.max(0, Math.floor(now / 60_000) - minute);
  if (passed === 0) return minutes.slice();
  return [...minutes.slice(passed), ...Array.from({ length: Math.min(passed, TREND_MINUTES) }, () => 0)];
}
