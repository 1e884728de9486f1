import type { ProbeObserved, ProbeResult } from '#shared/contract/observations.ts';
import { itemState } from '#shared/domain/checklist/standing.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { ChecklistItem } from '#shared/domain/plan/checklist.ts';
import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';
import { isFresh } from './signals/freshness.ts';
import type { Tone } from './tone.ts';

/** What the machine last said of an item. */
export type ProbeMark = {
  readonly tone: Tone;
  readonly word: 'passes' | 'fails' | 'unknown' | 'not looked at yet';
  readonly text: string;
  /** When it was seen, epoch ms; null before the first look. */
  readonly at: number | null;
  readonly isRunning: boolean;
  /** The item is ticked and its probe says that it isn't so (product §3). */
  readonly isContradicting: boolean;
  /** Newest last. */
  readonly history: readonly ProbeResult[];
};

/** Null where the item has no probe. `slackMs`: how long an interval may be stretched by a fast rehearsal. */
export function probeMark(
  state: LaunchState,
  item: ChecklistItem,
  observed: ProbeObserved | undefined,
  now: number,
  slackMs = 60_000,
): ProbeMark | null {
  if (item.probe === undefined) return null;
  const stored = state.probes.byItem[item.id] ?? null;
  const last = observed?.last ?? null;
  const seen = last !== null && (stored === null || last.at >= stored.at) ? last : stored;
  const common = { isRunning: observed?.isRunning ?? false, history: observed?.history ?? [], isContradicting: false };
  if (seen === null) return { ...common, tone: 'unknown', word: 'not looked at yet', text: '', at: null };
  const { text, at } = seen;
  if (seen.verdict === 'bad') {
    const isContradicting = itemState(state, item.id) === 'done';
    return { ...common, tone: isContradicting ? 'act' : 'watch', word: 'fails', text, at, isContradicting };
  }
  const isOld = !isFresh(at, now, MISSED_INTERVALS * item.probe.everyMs + slackMs);
  return seen.verdict === 'good' && !isOld
    ? { ...common, tone: 'good', word: 'passes', text, at }
    : { ...common, tone: 'unknown', word: 'unknown', text: isOld ? `not seen again since: ${text}` : text, at };
}
