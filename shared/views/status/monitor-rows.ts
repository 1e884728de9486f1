import type { ObservationBatch } from '../../contract/observations.ts';
import type { MonitorObserved, MonitorPoint } from '../../contract/observed/outside.ts';
import { MISSED_INTERVALS } from '../../signals/sustained.ts';
import { isFresh } from '../signals/freshness.ts';
import type { Marked } from '../tone.ts';

/** One look drawn as a bar; `gap`: nobody looked then. */
export type HistoryBar = 'up' | 'slow' | 'down' | 'gap';
export type MonitorRow = {
  readonly id: string;
  readonly title: string;
  /** What the last look found: `HTTP 200`, `61 days left`. */
  readonly text: string;
  readonly mark: Marked;
  readonly latencyMs: number | null;
  /** Newest last, as many as fit side by side. */
  readonly bars: readonly HistoryBar[];
};

const BARS = 40;
/** A monitor that fails is asked half as often: only what is later than that is a gap. */
const LATE_INTERVALS = 2.5;

const barOf = ({ isUp, isSlow }: MonitorPoint): HistoryBar => (isUp ? (isSlow === true ? 'slow' : 'up') : 'down');
const gaps = (ms: number, everyMs: number): HistoryBar[] =>
  ms <= LATE_INTERVALS * everyMs ? [] : Array(Math.min(BARS, Math.round(ms / everyMs) - 1)).fill('gap');

/** The last looks as bars, with gaps where nobody looked, also between the last look and now. */
export function historyBars({ history, everyMs }: MonitorObserved, now: number): readonly HistoryBar[] {
  const bars: HistoryBar[] = [];
  for (const [index, point] of history.entries()) {
    const before = history[index - 1];
    if (before !== undefined) bars.push(...gaps(point.at - before.at, everyMs));
    bars.push(barOf(point));
  }
  const last = history.at(-1);
  return [...bars, ...(last === undefined ? [] : gaps(now - last.at, everyMs))].slice(-BARS);
}

/** What one look found. */
export function pointMark(kind: MonitorObserved['kind'], last: MonitorPoint): Marked {
  if (!last.isUp) return { tone: 'act', word: kind === 'tls' ? 'bad' : 'down' };
  if (last.isSlow !== true) return { tone: 'good', word: 'up' };
  return { tone: 'watch', word: kind === 'tls' ? 'ends soon' : 'slow' };
}

/** A check in a word, wherever it is shown: what its last look found, unknown once that is too old. */
export function monitorMark({ kind, history, everyMs }: MonitorObserved, now: number, freshMs: number): Marked {
  const last = history.at(-1);
  return last !== undefined && isFresh(last.at, now, Math.max(freshMs, MISSED_INTERVALS * everyMs))
    ? pointMark(kind, last)
    : { tone: 'unknown', word: 'unknown' };
}

/** What is seen from outside, each check with its last looks. Nothing is up that hasn't been looked at lately. */
export function monitorRows(latest: ObservationBatch | null, now: number, freshMs: number): readonly MonitorRow[] {
  return (latest?.monitors ?? []).map((monitor) => {
    const mark = monitorMark(monitor, now, freshMs);
    const { id, title, text } = monitor;
    const latencyMs = mark.tone === 'unknown' ? null : (monitor.history.at(-1)?.latencyMs ?? null);
    // What isn't known now is never shown as if it were.
    const shown = mark.tone === 'unknown' && monitor.history.length > 0 ? `last: ${text}` : text;
    return { id, title, text: shown, mark, latencyMs, bars: historyBars(monitor, now) };
  });
}
