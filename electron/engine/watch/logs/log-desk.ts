import type { LogBatch, LogHistory, LogKindsObserved, LogLineObserved } from '#shared/contract/observed/logs.ts';
import { packLines } from '#shared/views/log-batch.ts';
import { logKindRows } from '#shared/views/log-kind-rows.ts';
import { LogKinds, TREND_MINUTES } from '#shared/views/log-kinds.ts';
import { isErrorLevel } from '#shared/views/log-level.ts';
import { LogPlaces } from '../../adapters/logs/places.ts';

/** Lines that a window gets at most: as many as it takes without a late frame, and more than anybody reads. */
const LINES_PER_MS = 20;
const MOST_AT_ONCE = 5_000;
const MOST_CHARACTERS_AT_ONCE = 512 * 1024;
/** What a window that opens late gets. */
const KEPT_LINES = 20_000;
const KEPT_CHARACTERS = 8 * 1024 * 1024;

type Numbered = LogLineObserved & { readonly place: number };

/**
 * The lines of the launch on their way to windows: counted by kind, bounded, joined. When there are too many at once,
 * errors go before all others, and what is left out is counted.
 */
export class LogDesk {
  readonly kinds = new LogKinds();
  readonly places = new LogPlaces();
  #errors: Numbered[] = [];
  #others: Numbered[] = [];
  #place = 0;
  #sent = 0;
  #kept: LogBatch[] = [];
  #keptLines = 0;
  #keptCharacters = 0;
  #counts = { lines: 0, notShown: 0, errorsNotShown: 0, lost: 0 };
  /** What had been lost at the last look, and when that last became more, launch time. */
  #lost: { readonly lines: number; readonly at: number } | null = null;
  #perSecond = 0;
  #latest: LogKindsObserved | null = null;
  /** Since when the logs are read; launch time. */
  readFrom: number | null = null;

  take(line: LogLineObserved): void {
    this.kinds.add(line);
    this.#counts.lines += 1;
    const isError = isErrorLevel(line.level);
    const waiting = isError ? this.#errors : this.#others;
    if (waiting.length < MOST_AT_ONCE) waiting.push({ ...line, place: this.#place++ });
    else this.#leaveOut(1, isError ? 1 : 0);
  }

  /** So many lines were left out by the source itself. */
  lose(lines: number): void {
    this.#counts.lost += lines;
  }

  /** What goes to windows now, `sinceMs` of real time after the last; null when nothing does. */
  flush(sinceMs: number): LogBatch | null {
    if (this.#errors.length + this.#others.length === 0) return null;
    const room = Math.min(MOST_AT_ONCE, Math.ceil(LINES_PER_MS * sinceMs));
    const errors = this.#fitting(this.#errors, { lines: room, characters: MOST_CHARACTERS_AT_ONCE });
    const others = this.#fitting(this.#others, {
      lines: room - errors.kept.length,
      characters: MOST_CHARACTERS_AT_ONCE - errors.characters,
    });
    this.#leaveOut(errors.left + others.left, errors.left);
    [this.#errors, this.#others] = [[], []];
    const lines = [...errors.kept, ...others.kept].sort((a, b) => a.at - b.at || a.place - b.place);
    const batch = packLines(this.#sent, lines);
    this.#sent += lines.length;
    this.#keep(batch);
    return batch;
  }

  /** The newest of `lines` that there is room for. */
  #fitting(lines: readonly Numbered[], room: { readonly lines: number; readonly characters: number }) {
    let from = lines.length;
    let characters = 0;
    while (from > 0 && lines.length - from < room.lines) {
      const length = lines[from - 1]?.text.length ?? 0;
      if (characters + length > room.characters) break;
      characters += length;
      from -= 1;
    }
    return { kept: lines.slice(from), left: from, characters };
  }

  #leaveOut(lines: number, errors: number): void {
    this.#counts.notShown += lines;
    this.#counts.errorsNotShown += errors;
  }

  #keep(batch: LogBatch): void {
    this.#kept.push(batch);
    this.#keptLines += batch.count;
    this.#keptCharacters += batch.shown.length + batch.heads.length;
    let from = 0;
    while (this.#keptLines > KEPT_LINES || this.#keptCharacters > KEPT_CHARACTERS) {
      const oldest = this.#kept[from];
      if (oldest === undefined) break;
      from += 1;
      this.#keptLines -= oldest.count;
      this.#keptCharacters -= oldest.shown.length + oldest.heads.length;
    }
    if (from > 0) this.#kept = this.#kept.slice(from);
  }

  /** Looks at the kinds as they stand; `sinceMs` of real time after the last look. */
  look(now: number, canaryStartedAt: number | null, sinceMs: number): LogKindsObserved {
    const { lines, ...left } = this.#counts;
    const perSecond = smooth(this.#perSecond, lines / Math.max(0.001, sinceMs / 1000));
    this.#perSecond = perSecond;
    this.#counts = { ...left, lines: 0 };
    if (left.lost > (this.#lost?.lines ?? 0)) this.#lost = { lines: left.lost, at: now };
    const isLossy = this.#lost !== null && now - this.#lost.at < TREND_MINUTES * 60_000;
    const { readFrom } = this;
    const rows = logKindRows(this.kinds, { canaryStartedAt, readFrom }, now);
    this.#latest = { at: now, ...rows, others: this.kinds.others(now), perSecond, ...left, isLossy, readFrom };
    return this.#latest;
  }

  history(): LogHistory {
    return { lines: this.#kept, kinds: this.#latest };
  }
}

/** A rate that can be read: it doesn't jump with every second. */
const smooth = (before: number, now: number): number => (before === 0 ? now : before * 0.7 + now * 0.3);
