import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { MonitorObserved } from '#shared/contract/observed/outside.ts';
import { isFresh } from './signals/freshness.ts';
import type { Marked, Tone } from './tone.ts';

export type MonitorRow = MonitorObserved & {
  readonly mark: Marked;
  readonly latencyMs: number | null;
};
export type PublicView = {
  readonly page: { readonly description: string; readonly mark: Marked; readonly at: number } | null;
  readonly monitors: readonly MonitorRow[];
  /** How long our own checks and the published status have disagreed, ms; null when they agree. */
  readonly disagreeMs: number | null;
  readonly failing: readonly string[];
  readonly summary: Marked;
};

/** After this our checks and the page disagreeing is an alarm of its own (product §7). */
const DISAGREE_MS = 120_000;
/** Pages are read more rarely than signals. */
const PAGE_FRESH_MS = 300_000;

const indicatorTones: Readonly<Record<string, Tone>> = {
  none: 'good',
  minor: 'watch',
  maintenance: 'watch',
  major: 'act',
  critical: 'act',
};

function monitorRow(monitor: MonitorObserved, now: number, freshMs: number): MonitorRow {
  const last = monitor.history.at(-1);
  // A monitor asks less often than once a second: its own rhythm says when it has missed three turns.
  const rhythm = last === undefined ? 0 : last.at - (monitor.history.at(-2)?.at ?? last.at);
  if (last === undefined || !isFresh(last.at, now, Math.max(freshMs, rhythm * 3)))
    return { ...monitor, mark: { tone: 'unknown', word: 'unknown' }, latencyMs: null };
  const mark: Marked = last.isUp ? { tone: 'good', word: 'up' } : { tone: 'act', word: 'down' };
  return { ...monitor, mark, latencyMs: last.latencyMs };
}

/** Since when a monitor has been failing without a break; null when it isn't. */
function failingSince(monitor: MonitorObserved): number | null {
  let since: number | null = null;
  for (let index = monitor.history.length - 1; index >= 0; index -= 1) {
    const point = monitor.history[index];
    if (point === undefined || point.isUp) break;
    since = point.at;
  }
  return since;
}

/** What the public is told beside what our own checks see. */
export function publicView(latest: ObservationBatch | null, now: number, freshMs: number): PublicView {
  const monitors = (latest?.monitors ?? []).map((monitor) => monitorRow(monitor, now, freshMs));
  const status = latest?.publicStatus ?? null;
  const isKnown = status !== null && isFresh(status.at, now, Math.max(freshMs, PAGE_FRESH_MS));
  const tone = isKnown ? (indicatorTones[status.indicator] ?? 'unknown') : 'unknown';
  const page =
    status === null
      ? null
      : {
          description: status.description,
          at: status.at,
          mark: { tone, word: isKnown ? status.indicator : 'unknown' },
        };
  const down = monitors.filter((monitor) => monitor.mark.tone === 'act');
  const since = down.map(failingSince).filter((at) => at !== null);
  const disagreeMs = tone === 'good' && since.length > 0 ? now - Math.min(...since) : null;
  const failing = down.map((monitor) => monitor.title);
  return { page, monitors, disagreeMs, failing, summary: summary(tone, monitors, failing.length, disagreeMs) };
}

function summary(page: Tone, monitors: readonly MonitorRow[], failing: number, disagreeMs: number | null): Marked {
  if (disagreeMs !== null && disagreeMs >= DISAGREE_MS) return { tone: 'act', word: 'disagree with page' };
  if (failing > 0) return { tone: 'act', word: `${failing} ${failing === 1 ? 'check' : 'checks'} failing` };
  if (monitors.length === 0 || monitors.some((monitor) => monitor.mark.tone === 'unknown'))
    return { tone: 'unknown', word: 'checks unknown' };
  return page === 'good' || page === 'unknown'
    ? { tone: 'good', word: 'reachable' }
    : { tone: page, word: 'page: incident' };
}
