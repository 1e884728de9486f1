import type { Evidence } from '#shared/domain/checklist/evidence.ts';
import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { ProbeEntry } from '#shared/domain/probe/state.ts';

/** One entry of an item's history, newest first in the list. */
export type ItemEntryLine = {
  readonly at: number;
  readonly by: string;
  /** Null: a note or evidence that left the state as it was. */
  readonly state: ItemState | null;
  readonly word: string;
  readonly note: string;
  readonly evidence: readonly Evidence[];
  /** What the probe had said when it was marked. */
  readonly probe: ProbeEntry | null;
};

const words: Record<ItemState, string> = {
  done: 'ticked',
  open: 'opened again',
  'not-applicable': 'not applicable',
  blocked: 'blocked',
};

/** Everything that was said of an item, newest first: an undo is an entry like any other (product §3). */
export function itemHistory(state: LaunchState, item: string): readonly ItemEntryLine[] {
  const name = (id: string) => state.roster.people[id]?.name ?? id;
  const marks = (state.checklist.items[item]?.history ?? []).map((mark) => ({
    ...mark,
    by: name(mark.by),
    word: words[mark.state],
  }));
  const added = (state.checklist.annotations[item] ?? []).map((entry) => ({
    ...entry,
    by: name(entry.by),
    state: null,
    word: entry.evidence.length > 0 ? 'evidence' : 'note',
    probe: null,
  }));
  return [...marks, ...added].toSorted((a, b) => b.at - a.at);
}

/** `2.1 MB`. */
export function byteText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}
