import { type Tone, worst } from './tone.ts';

export type Fitting<Row> = {
  readonly shown: readonly Row[];
  /** What isn't shown, in its order, and the worst of it; null when all are. */
  readonly rest: { readonly rows: readonly Row[]; readonly tone: Tone } | null;
};

/**
 * The rows that fit into `places`, in their own order so that nothing jumps; when not all do, those that need a look are
 * among them, and the last place says how many more there are.
 */
export function worstThatFit<Row>(rows: readonly Row[], places: number, toneOf: (row: Row) => Tone): Fitting<Row> {
  if (rows.length <= places) return { shown: rows, rest: null };
  const order = ['act', 'unknown', 'watch', 'good'] as const;
  const byNeed = order.flatMap((tone) => rows.filter((row) => toneOf(row) === tone));
  const kept = new Set(byNeed.slice(0, Math.max(0, places - 1)));
  const left = rows.filter((row) => !kept.has(row));
  return { shown: rows.filter((row) => kept.has(row)), rest: { rows: left, tone: worst(left.map(toneOf)) } };
}
