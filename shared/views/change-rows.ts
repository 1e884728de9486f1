import type { ChangeEntry } from '#shared/domain/change/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Marked } from './tone.ts';

export type ChangeRow = {
  readonly key: string;
  readonly at: number;
  readonly object: string;
  readonly manager: string;
  readonly mark: Marked;
  /** Fields in words: `replicas 6 -> 4`. */
  readonly fields: readonly { readonly name: string; readonly from: string; readonly to: string }[];
};

const word = ({ isDoneOutside, what }: ChangeEntry): Marked =>
  isDoneOutside
    ? { tone: 'watch', word: 'done outside' }
    : { tone: 'act', word: what === 'changed' ? 'changed outside' : `${what} outside` };

/** What others changed on watched objects, the newest first (reconciled 32). */
export const changeRows = (state: LaunchState): readonly ChangeRow[] =>
  state.changes.seen.toReversed().map((entry, index) => ({
    key: `${entry.at} ${entry.object} ${state.changes.seen.length - index}`,
    at: entry.at,
    object: entry.object,
    manager: entry.manager,
    mark: word(entry),
    fields: entry.fields.map(({ field, from, to }) => ({ name: field, from, to })),
  }));

/** So long a change by somebody else is what a person has to look at. */
export const CHANGES_SHOWN_MS = 60 * 60_000;

/** Changes of the last time that nobody decided on: they need a look (what was done by hand in a rollback doesn't). */
export const changesToLookAt = (state: LaunchState, now: number, withinMs: number): readonly ChangeEntry[] =>
  state.changes.seen.filter(({ at, isDoneOutside }) => !isDoneOutside && now - at <= withinMs);
