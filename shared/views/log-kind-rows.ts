import { type LogKindRow, MOST_KIND_ROWS } from '../contract/observed/logs.ts';
import { type LogKind, type LogKinds, TREND_MINUTES, trendAt } from './log-kinds.ts';
import type { Marked } from './tone.ts';

const TREND_MS = TREND_MINUTES * 60_000;
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** What is known of the time before: without lines from before the canary nobody can say what is new. */
export type Since = { readonly canaryStartedAt: number | null; readonly readFrom: number | null };

function markOf(kind: LogKind, trend: readonly number[], { canaryStartedAt, readFrom }: Since): LogKindRow['mark'] {
  if (canaryStartedAt !== null && kind.firstAt >= canaryStartedAt)
    return readFrom !== null && readFrom < canaryStartedAt ? 'new' : 'seen';
  const recent = sum(trend.slice(-3)) / 3;
  const before = sum(trend.slice(0, -3)) / Math.max(1, trend.length - 3);
  return recent > 3 && recent > before * 2 ? 'more' : 'known';
}

function whereOf({ lastBySubset }: LogKind, now: number): LogKindRow['where'] {
  const lately = (['stable', 'canary', 'other'] as const).filter((subset) => {
    const last = lastBySubset[subset];
    return last !== undefined && now - last <= TREND_MS;
  });
  return lately.length === 1 ? (lately[0] ?? 'other') : lately.length === 0 ? 'other' : 'both';
}

const rank = { new: 0, seen: 1, more: 2, known: 3 } as const;

/** How a mark is drawn. */
export const kindMarks: Readonly<Record<LogKindRow['mark'], Marked>> = {
  new: { tone: 'act', word: 'new' },
  seen: { tone: 'unknown', word: 'seen' },
  more: { tone: 'watch', word: 'more' },
  known: { tone: 'good', word: 'known' },
};

/**
 * Kinds seen in the last fifteen minutes: new ones since the canary on top, then growing ones, then by count; and how many
 * there are beyond those that are told.
 */
export function logKindRows(
  kinds: LogKinds,
  since: Since,
  now: number,
): { readonly rows: readonly LogKindRow[]; readonly kinds: number; readonly fresh: number } {
  const rows: LogKindRow[] = [];
  for (const kind of kinds.all()) {
    const trend = trendAt(kind, now);
    const count = sum(trend);
    if (count === 0) continue;
    const { key, text, service, pod, firstAt, lastAt } = kind;
    const mark = markOf(kind, trend, since);
    rows.push({ key, text, service, pod, count, firstAt, lastAt, trend, mark, where: whereOf(kind, now) });
  }
  rows.sort((a, b) => rank[a.mark] - rank[b.mark] || b.count - a.count);
  const fresh = rows.filter((row) => row.mark === 'new').length;
  return { rows: rows.slice(0, MOST_KIND_ROWS), kinds: rows.length, fresh };
}
