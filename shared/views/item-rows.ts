import type { ProbeObserved } from '#shared/contract/observations.ts';
import { dueAtOf, isSettled, itemState, lateMsOf } from '#shared/domain/checklist/standing.ts';
import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { ItemId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Checklist, ChecklistItem } from '#shared/domain/plan/checklist.ts';
import { holds, namesWithRole, personById, roleTitle } from '#shared/domain/roster/roles.ts';
import { shortTitle } from './list-standing.ts';
import { type ProbeMark, probeMark } from './probe-mark.ts';

/** An item as a line of its list. */
export type ItemRow = {
  readonly id: ItemId;
  readonly title: string;
  readonly list: string;
  readonly section: string;
  readonly state: ItemState;
  /** The role it is for, and who holds it. */
  readonly owner: string;
  readonly holders: string;
  readonly isMine: boolean;
  readonly dueAt: number;
  /** By how much an open item is late, ms; zero when it isn't. */
  readonly lateMs: number;
  readonly probe: ProbeMark | null;
  /** Who marked it last, when, and what they wrote; null while nobody has. */
  readonly marked: { readonly by: string; readonly at: number; readonly note: string } | null;
  readonly notes: number;
  readonly evidence: number;
  readonly isRed: boolean;
};
export type ItemSection = {
  /** `Environment Verification`; in a search `T-24 Hour: Environment Verification`. */
  readonly title: string;
  readonly key: string;
  readonly done: number;
  readonly total: number;
  readonly rows: readonly ItemRow[];
};
export type ItemFilter = { readonly only: 'all' | 'mine' | 'open' | 'late'; readonly query: string };
export type Looking = {
  readonly person: string | null;
  readonly now: number;
  readonly probes: ReadonlyMap<string, ProbeObserved>;
  readonly slackMs?: number;
};

export function itemRow(
  state: LaunchState,
  list: Checklist,
  section: string,
  item: ChecklistItem,
  looking: Looking,
): ItemRow {
  const { now, person, probes, slackMs } = looking;
  const entry = state.checklist.items[item.id];
  const added = state.checklist.annotations[item.id] ?? [];
  const history = entry?.history ?? [];
  const plan = state.launch?.plan;
  const dueAt = dueAtOf(state, list, item);
  const stands = itemState(state, item.id);
  const lateMs = isSettled(state, item.id) ? 0 : lateMsOf(state, dueAt, now);
  const probe = probeMark(state, item, probes.get(item.id), now, slackMs);
  return {
    id: item.id,
    title: item.title,
    list: list.id,
    section,
    state: stands,
    owner: item.owner === undefined || plan === undefined ? '' : roleTitle(plan, item.owner),
    holders: item.owner === undefined ? '' : namesWithRole(state.roster, item.owner),
    isMine: item.owner !== undefined && holds(personById(state.roster, person), item.owner),
    dueAt,
    lateMs,
    probe,
    marked:
      entry === undefined
        ? null
        : { by: state.roster.people[entry.by]?.name ?? entry.by, at: entry.at, note: entry.note },
    notes: [...history, ...added].filter(({ note }) => note !== '').length,
    evidence: [...history, ...added].reduce((sum, { evidence }) => sum + evidence.length, 0),
    isRed: lateMs > 0 || stands === 'blocked' || probe?.isContradicting === true,
  };
}

const passes: Record<ItemFilter['only'], (row: ItemRow) => boolean> = {
  all: () => true,
  mine: (row) => row.isMine,
  open: (row) => row.state === 'open' || row.state === 'blocked',
  late: (row) => row.lateMs > 0 || row.probe?.isContradicting === true,
};

/** Every word of the query is somewhere in the row. */
function fits(row: ItemRow, query: string): boolean {
  const text = `${row.title} ${row.section} ${row.owner} ${row.holders} ${row.marked?.note ?? ''}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The open list by section, or what a search finds in all of them; sections where nothing is left are left out. */
export function itemSections(
  state: LaunchState,
  open: string,
  filter: ItemFilter,
  looking: Looking,
): readonly ItemSection[] {
  const isSearch = filter.query.trim() !== '';
  const lists = (state.launch?.plan.checklists ?? []).filter((list) => isSearch || list.id === open);
  return lists.flatMap((list) =>
    list.sections.flatMap(({ title, items }) => {
      const rows = items.map((item) => itemRow(state, list, title, item, looking));
      const found = rows.filter((row) => passes[filter.only](row) && fits(row, filter.query));
      if (found.length === 0) return [];
      const done = rows.filter((row) => isSettled(state, row.id)).length;
      const heading = isSearch ? `${shortTitle(list.title)}: ${title}` : title;
      return [{ title: heading, key: `${list.id} ${title}`, done, total: rows.length, rows: found }];
    }),
  );
}
