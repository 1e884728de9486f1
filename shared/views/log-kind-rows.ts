import { type LogKind, type LogKinds, TREND_MINUTES } from './log-kinds.ts';
import type { Marked } from './tone.ts';

export type LogKindRow = {
  readonly key: string;
  readonly text: string;
  readonly service: string;
  /** In the last fifteen minutes. */
  readonly count: number;
  readonly firstAt: number;
  readonly trend: readonly number[];
  readonly mark: Marked;
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The kind's counts as they stand at `now`: minutes in which nothing came are zero. */
function minutesAt(kind: LogKind, now: number): readonly number[] {
  const passed = Math.max(0, Math.floor(now / 60_000) - kind.minute);
  if (passed >= TREND_MINUTES) return [];
  return [...kind.minutes.slice(passed), ...Array.from({ length: passed }, () => 0)];
}

/** What is known of the time before: without lines from before the canary nobody can say what is new. */
export type Since = { readonly canaryStartedAt: number | null; readonly readFrom: number | null };

function markOf(kind: LogKind, trend: readonly number[], { canaryStartedAt, readFrom }: Since): Marked {
  if (canaryStartedAt !== null && kind.firstAt >= canaryStartedAt) {
    const wasReadBefore = readFrom !== null && readFrom < canaryStartedAt;
    return wasReadBefore ? { tone: 'act', word: 'new' } : { tone: 'unknown', word: 'seen' };
  }
  const recent = sum(trend.slice(-3)) / 3;
  const before = sum(trend.slice(0, -3)) / Math.max(1, trend.length - 3);
  return recent > 3 && recent > before * 2 ? { tone: 'watch', word: 'more' } : { tone: 'good', word: 'known' };
}

const rank = { new: 0, seen: 1, more: 2, known: 3 } as const;

/** Kinds seen in the last fifteen minutes: new ones since the canary on top, then growing ones, then by count. */
export function logKindRows(kinds: LogKinds, since: Since, now: number): readonly LogKindRow[] {
  const rows: LogKindRow[] = [];
  for (const kind of kinds.values()) {
    const trend = minutesAt(kind, now);
    const count = sum(trend);
    if (count === 0) continue;
    const { key, text, service, firstAt } = kind;
    rows.push({ key, text, service, count, firstAt, trend, mark: markOf(kind, trend, since) });
  }
  const order = (row: LogKindRow): number => rank[row.mark.word as keyof typeof rank] ?? 3;
  return rows.toSorted((a, b) => order(a) - order(b) || b.count - a.count);
}
