import type { OperationEntry } from '#shared/domain/operation/state.ts';
import { type Tone, worst } from './tone.ts';

export type CheckLine = { readonly what: string; readonly tone: Tone; readonly text: string };

/** The findings of all operations, one line for each thing that was checked; the worst one speaks. */
export function planChecks(operations: readonly OperationEntry[]): readonly CheckLine[] {
  const byWhat = new Map<string, { tone: Tone; text: string }[]>();
  for (const check of operations.flatMap((entry) => entry.plan?.checks ?? []))
    byWhat.set(check.what, [...(byWhat.get(check.what) ?? []), { tone: check.state, text: check.text }]);
  return [...byWhat].map(([what, found]) => {
    const tone = worst(found.map((check) => check.tone));
    const texts = [...new Set(found.filter((check) => check.tone === tone).map((check) => check.text))];
    const more = texts.length - 1;
    return { what, tone, text: `${texts[0] ?? ''}${more > 0 ? `; and ${more} more` : ''}` };
  });
}
