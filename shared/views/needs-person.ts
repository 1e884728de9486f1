import type { WaitingKey } from '#shared/contract/facts.ts';
import {
  dueAtOf,
  isContradicted,
  isSettled,
  itemState,
  itemsOf,
  lateMsOf,
  listDueAt,
  signOffOf,
} from '#shared/domain/checklist/standing.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Checklist } from '#shared/domain/plan/checklist.ts';
import { namesWithRole, roleTitle } from '#shared/domain/roster/roles.ts';
import { adoptionStanding } from './adoption-standing.ts';
import { CHANGES_SHOWN_MS, changesToLookAt } from './change-rows.ts';
import { age } from './format/duration.ts';
import { actionItemRows } from './incident-rows.ts';
import { shortTitle } from './list-standing.ts';

/** Something that stays as it is until a person turns to it, and where they do. */
export type Need = {
  readonly id: string;
  readonly kind: 'contradicted' | 'blocked' | 'sign-off' | 'late' | 'adoption' | 'key' | 'change' | 'action-item';
  readonly word: string;
  readonly title: string;
  readonly text: string;
  readonly view: 'checklists' | 'launches' | 'team' | 'incidents';
  /** What the view opens at. */
  readonly target: string;
};

/** From so many late items of a section on they are one line. */
const MOST_LATE = 2;

/** What others changed, what is contradicted, blocked, no longer signed off, late, or waits for someone; the worst first. */
export function needsPerson(state: LaunchState, now: number, waiting: readonly WaitingKey[] = []): readonly Need[] {
  const lists = state.launch?.plan.checklists ?? [];
  return [
    ...changesOf(state, now),
    ...actionItemsOf(state, now),
    ...lists.flatMap((list) => contradictedOf(state, list)),
    ...lists.flatMap((list) => blockedOf(state, list)),
    ...lists.flatMap((list) => signOffsOf(state, list, now)),
    ...lists.flatMap((list) => lateOf(state, list, now)),
    ...adoptionOf(state),
    ...keysOf(state, waiting),
  ];
}

/** One line for all that others changed in the last hour (reconciled 32). */
function changesOf(state: LaunchState, now: number): readonly Need[] {
  const changes = changesToLookAt(state, now, CHANGES_SHOWN_MS);
  const last = changes.at(-1);
  if (last === undefined) return [];
  const more = changes.length > 1 ? `; and ${changes.length - 1} more` : '';
  const text = `by ${last.manager}, ${age(now - last.at)} ago${more}`;
  const common = { kind: 'change', word: 'changed outside', view: 'incidents', target: '' } as const;
  return [{ ...common, id: 'changes', title: last.object, text }];
}

/** Action items that keep GO from being given, and those whose time is over. */
const actionItemsOf = (state: LaunchState, now: number): readonly Need[] =>
  actionItemRows(state, now)
    .filter(({ entry, isLate }) => entry.closedAt === null && (entry.isBlocking || isLate))
    .map(({ entry, owner, isLate }) => ({
      id: entry.id,
      kind: 'action-item',
      word: isLate ? 'late' : 'blocks GO',
      title: entry.title,
      text: owner,
      view: 'incidents',
      target: entry.id,
    }));

/** The needs of one list. */
export const needsOfList = (state: LaunchState, list: Checklist, now: number): readonly Need[] => [
  ...contradictedOf(state, list),
  ...blockedOf(state, list),
  ...signOffsOf(state, list, now),
  ...lateOf(state, list, now),
];

const contradictedOf = (state: LaunchState, list: Checklist): readonly Need[] =>
  itemsOf(list)
    .filter(({ id }) => isContradicted(state, id))
    .map(({ id, title }) => ({
      id: `contradicted ${id}`,
      kind: 'contradicted',
      word: 'contradicted',
      title,
      text: `its probe: ${state.probes.byItem[id]?.text ?? ''}`,
      view: 'checklists',
      target: id,
    }));

const blockedOf = (state: LaunchState, list: Checklist): readonly Need[] =>
  itemsOf(list)
    .filter(({ id }) => itemState(state, id) === 'blocked')
    .map(({ id, title }) => ({
      id: `blocked ${id}`,
      kind: 'blocked',
      word: 'blocked',
      title,
      text: state.checklist.items[id]?.note ?? '',
      view: 'checklists',
      target: id,
    }));

function signOffsOf(state: LaunchState, list: Checklist, now: number): readonly Need[] {
  const plan = state.launch?.plan;
  const isDue = lateMsOf(state, listDueAt(state, list), now) > 0;
  return list.signOffs.flatMap((role): readonly Need[] => {
    const { state: stands, reopened } = signOffOf(state, list, role);
    if (stands === 'given' || (stands === 'missing' && !isDue)) return [];
    const who = namesWithRole(state.roster, role);
    return [
      {
        id: `sign-off ${list.id} ${role}`,
        kind: 'sign-off',
        word: stands === 'stale' ? 'stale sign-off' : 'no sign-off',
        title: `${shortTitle(list.title)}, ${plan === undefined ? role : roleTitle(plan, role)}`,
        text: stands === 'stale' ? `opened since: ${reopened.join('; ')}` : `waits for ${who || 'somebody'}`,
        view: 'checklists',
        target: list.id,
      },
    ];
  });
}

function lateOf(state: LaunchState, list: Checklist, now: number): readonly Need[] {
  return list.sections.flatMap(({ title: section, items }): readonly Need[] => {
    const late = items.filter(
      (item) =>
        !isSettled(state, item.id) &&
        itemState(state, item.id) !== 'blocked' &&
        lateMsOf(state, dueAtOf(state, list, item), now) > 0,
    );
    const first = late[0];
    if (first === undefined) return [];
    const lateBy = (item: (typeof late)[number]) => `${age(now - dueAtOf(state, list, item))} late`;
    const who = (item: (typeof late)[number]) =>
      item.owner === undefined ? '' : `, ${namesWithRole(state.roster, item.owner)}`;
    const common = { kind: 'late', word: 'late', view: 'checklists' } as const;
    if (late.length > MOST_LATE)
      return [
        {
          ...common,
          id: `late ${list.id} ${section}`,
          title: `${shortTitle(list.title)}: ${section}`,
          text: `${late.length} items, ${lateBy(first)}`,
          target: first.id,
        },
      ];
    return late.map((item) => ({
      ...common,
      id: `late ${item.id}`,
      title: item.title,
      text: `${lateBy(item)}${who(item)}`,
      target: item.id,
    }));
  });
}

function adoptionOf(state: LaunchState): readonly Need[] {
  const standing = adoptionStanding(state);
  if (standing === null) return [];
  const who = standing.missing.map(({ title }) => title).join(', ');
  return [
    {
      id: `adoption ${standing.adoption}`,
      kind: 'adoption',
      word: 'to adopt',
      title: 'A changed pack or roster',
      text: `asked by ${standing.askedBy}, waits for ${who || 'nobody'}`,
      view: 'launches',
      target: 'changes',
    },
  ];
}

/** Keys made on this console, and those that a second witness has to sign for after GO. */
function keysOf(state: LaunchState, waiting: readonly WaitingKey[]): readonly Need[] {
  const half = Object.values(state.roster.people).filter((person) => person.witnessed !== null);
  const ids = new Set<string>([...waiting.map(({ person }) => person), ...half.map(({ id }) => id)]);
  return [...ids].map((id) => ({
    id: `key ${id}`,
    kind: 'key',
    word: 'new key',
    title: state.roster.people[id]?.name ?? id,
    text: half.some((person) => person.id === id) ? 'waits for a second witness' : 'waits for a witness',
    view: 'team',
    target: id,
  }));
}
