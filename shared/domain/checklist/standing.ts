import { momentAt } from '../clock/moments.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Checklist, ChecklistItem } from '../plan/checklist.ts';
import type { ItemState, SignOff } from './state.ts';

export const itemState = (state: LaunchState, item: string): ItemState => state.checklist.items[item]?.state ?? 'open';

export const isSettled = (state: LaunchState, item: string): boolean =>
  ['done', 'not-applicable'].includes(itemState(state, item));

/** When an item has to be done, epoch ms: its own time, else its list's. */
export const dueAtOf = (state: LaunchState, list: Checklist, item: ChecklistItem): number =>
  momentAt(
    state.clock,
    state.launch?.plan.timeZone ?? 'UTC',
    item.dueAt === undefined ? { at: list.dueAt, clock: list.clock } : { at: item.dueAt, clock: item.clock },
  );

export const listDueAt = (state: LaunchState, list: Checklist): number =>
  momentAt(state.clock, state.launch?.plan.timeZone ?? 'UTC', { at: list.dueAt, clock: list.clock });

/**
 * By how much what was due then is late now, ms; zero when it isn't. What was due before the launch was made is late by
 * nobody's doing: it is open, and the decision that needs it says so.
 */
export const lateMsOf = (state: LaunchState, dueAt: number, now: number): number =>
  dueAt < (state.launch?.createdAt ?? 0) ? 0 : Math.max(0, now - dueAt);

export const itemsOf = (list: Checklist): readonly ChecklistItem[] => list.sections.flatMap((section) => section.items);

/** A tick that the item's probe contradicts, now or since (product §3). */
export const isContradicted = (state: LaunchState, item: string): boolean =>
  itemState(state, item) === 'done' && state.probes.byItem[item]?.verdict === 'bad';

export type SignOffStatus = {
  readonly state: 'missing' | 'given' | 'stale';
  readonly entry: SignOff | null;
  /** Titles of the items that were reopened or blocked after it was given. */
  readonly reopened: readonly string[];
};

/** How a role's sign-off of a list stands: an item reopened after it was given makes it stale, until it is given again (reconciled 29). */
export function signOffOf(state: LaunchState, list: Checklist, role: string): SignOffStatus {
  const entry = state.checklist.signOffs[list.id]?.[role] ?? null;
  if (entry === null) return { state: 'missing', entry, reopened: [] };
  const excepted = new Set<string>(entry.exceptions.map(({ item }) => item));
  const reopened = itemsOf(list)
    .filter(({ id }) => wasReopenedAfter(state, id, entry.at) || (!isSettled(state, id) && !excepted.has(id)))
    .map(({ title }) => title);
  return { state: reopened.length > 0 ? 'stale' : 'given', entry, reopened };
}

/** Also when it was settled again since: that is not what was signed. */
const wasReopenedAfter = (state: LaunchState, item: string, at: number): boolean =>
  (state.checklist.items[item]?.history ?? []).some(
    (mark) => mark.at > at && (mark.state === 'open' || mark.state === 'blocked'),
  );

/** A list's state as it is read and signed: every item with how it stands. */
export const listText = (state: LaunchState, list: Checklist): string =>
  itemsOf(list)
    .map(({ id }) => `${id}=${itemState(state, id)}`)
    .join(' ');
