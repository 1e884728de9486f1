import { isSettled, itemsOf, type SignOffStatus, signOffOf } from '#shared/domain/checklist/standing.ts';
import type { ItemId, RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Checklist, ChecklistItem } from '#shared/domain/plan/checklist.ts';
import { roleTitle } from '#shared/domain/roster/roles.ts';
import { actingPeople } from './acting-people.ts';
import type { Candidate } from './who-confirms.ts';

/** A role that signs a list off, and how its sign-off stands. */
export type SignOffRow = {
  readonly role: RoleId;
  readonly title: string;
  readonly state: SignOffStatus['state'];
  readonly candidates: readonly Candidate[];
  /** Who gave it, in whose stead, with how many exceptions; null while nobody has. */
  readonly given: { readonly by: string; readonly at: number; readonly exceptions: number } | null;
  /** Why it is stale: `2 opened again since: Release notes finalized; ...`. */
  readonly why: string;
};

export function signOffRows(state: LaunchState, list: Checklist, now: number): readonly SignOffRow[] {
  const plan = state.launch?.plan;
  const name = (id: string) => state.roster.people[id]?.name ?? id;
  return list.signOffs.map((role) => {
    const { state: stands, entry, reopened } = signOffOf(state, list, role);
    const stead = entry?.inSteadOf == null ? '' : ` for ${name(entry.inSteadOf)}`;
    return {
      role,
      title: plan === undefined ? role : roleTitle(plan, role),
      state: stands,
      candidates: actingPeople(state, role, now),
      given:
        entry === null ? null : { by: `${name(entry.by)}${stead}`, at: entry.at, exceptions: entry.exceptions.length },
      why: stands === 'stale' ? `not settled any more: ${reopened.join('; ')}` : '',
    };
  });
}

/** Items that would have to be named as exceptions to sign the list off now. */
export const openItems = (state: LaunchState, list: Checklist): readonly ChecklistItem[] =>
  itemsOf(list).filter(({ id }) => !isSettled(state, id));

export type Exceptions = {
  readonly exceptions: { readonly item: ItemId; readonly reason: string }[];
  /** Open items that have no reason yet: until there is none of them the list can't be signed off. */
  readonly missing: number;
};

/** The open items named as exceptions, each with the reason that was written for it. */
export function exceptionsOf(open: readonly ChecklistItem[], reasons: Readonly<Record<string, string>>): Exceptions {
  const exceptions = open.map(({ id }) => ({ item: id, reason: (reasons[id] ?? '').trim() }));
  return { exceptions, missing: exceptions.filter(({ reason }) => reason === '').length };
}
