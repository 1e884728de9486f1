import type { OperationEntry } from '#shared/domain/operation/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Progress } from './tone.ts';

export type OperationRow = {
  readonly key: string;
  readonly title: string;
  readonly total: number;
  readonly done: number;
  readonly mark: Progress;
  /** From its first start, milliseconds; null before. */
  readonly tookMs: number | null;
  /** What it is at. */
  readonly at: string;
  readonly trouble: { readonly message: string; readonly hint: string; readonly raw: string } | null;
};

function markOf(entries: readonly OperationEntry[]): Progress {
  const has = (state: OperationEntry['state']): boolean => entries.some((entry) => entry.state === state);
  if (has('failed')) return { tone: 'act', word: 'failed' };
  if (has('outcome-unknown')) return { tone: 'unknown', word: 'outcome unknown' };
  if (has('cancelled')) return { tone: 'watch', word: 'cancelled' };
  if (entries.every((entry) => entry.state === 'succeeded')) return { tone: 'good', word: 'read back' };
  return has('running') || has('succeeded') ? { tone: null, word: 'running' } : { tone: null, word: 'waits' };
}

/** Operations by service, what belongs to none one by one; in the order of the plan. */
export function operationRows(
  plan: LaunchPlan,
  operations: readonly OperationEntry[],
  now: number,
): readonly OperationRow[] {
  const groups = new Map<string, OperationEntry[]>();
  for (const entry of operations) {
    const key = entry.planned.service ?? entry.planned.id;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].map(([key, entries]) => {
    const starts = entries.map((entry) => entry.startedAt).filter((at) => at !== null);
    const isOver = entries.every((entry) => entry.endedAt !== null);
    const end = isOver ? Math.max(...entries.map((entry) => entry.endedAt ?? 0)) : now;
    const current =
      entries.find((entry) => entry.state === 'running') ?? entries.find((entry) => entry.state !== 'succeeded');
    return {
      key,
      title: plan.services.find((service) => service.id === key)?.title ?? entries[0]?.planned.title ?? key,
      total: entries.length,
      done: entries.filter((entry) => entry.state === 'succeeded').length,
      mark: markOf(entries),
      tookMs: starts.length === 0 ? null : end - Math.min(...starts),
      at: current === undefined ? '' : current.planned.title,
      trouble: entries.find((entry) => entry.trouble !== null)?.trouble ?? null,
    };
  });
}
