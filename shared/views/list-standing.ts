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
import { roleTitle } from '#shared/domain/roster/roles.ts';
import type { Tone } from './tone.ts';

export type SignOffMark = {
  readonly role: string;
  readonly title: string;
  readonly state: 'missing' | 'given' | 'stale';
};

/** How a checklist stands: progress, what is wrong with it, who has signed it off. */
export type ListStanding = {
  readonly list: Checklist;
  /** `T-24 Hour` of `T-24 Hour Pre-Launch Checklist`. */
  readonly short: string;
  readonly done: number;
  readonly total: number;
  /** Epoch ms. */
  readonly dueAt: number;
  readonly late: number;
  readonly blocked: number;
  readonly contradicted: number;
  readonly signOffs: readonly SignOffMark[];
  /** Every item is settled, none contradicted, and every sign-off given and valid. */
  readonly isComplete: boolean;
  readonly tone: Tone | null;
};

export const shortTitle = (title: string): string => title.replace(/\s*(pre-launch)?\s*checklist$/i, '') || title;

/** The lists of the day, in their order. */
export const listStandings = (state: LaunchState, now: number): readonly ListStanding[] =>
  (state.launch?.plan.checklists ?? []).map((list) => listStanding(state, list, now));

export function listStanding(state: LaunchState, list: Checklist, now: number): ListStanding {
  const plan = state.launch?.plan;
  const items = itemsOf(list);
  const open = items.filter(({ id }) => !isSettled(state, id));
  const late = open.filter((item) => lateMsOf(state, dueAtOf(state, list, item), now) > 0).length;
  const blocked = open.filter(({ id }) => itemState(state, id) === 'blocked').length;
  const contradicted = items.filter(({ id }) => isContradicted(state, id)).length;
  const signOffs = list.signOffs.map((role) => ({
    role,
    title: plan === undefined ? role : roleTitle(plan, role),
    state: signOffOf(state, list, role).state,
  }));
  const isStale = signOffs.some((entry) => entry.state === 'stale');
  const isComplete = open.length === 0 && contradicted === 0 && signOffs.every((entry) => entry.state === 'given');
  const isOverdue = !isComplete && lateMsOf(state, listDueAt(state, list), now) > 0;
  return {
    list,
    short: shortTitle(list.title),
    done: items.length - open.length,
    total: items.length,
    dueAt: listDueAt(state, list),
    late,
    blocked,
    contradicted,
    signOffs,
    isComplete,
    tone: isComplete ? 'good' : late + blocked + contradicted > 0 || isStale || isOverdue ? 'act' : null,
  };
}

/** The list that has to be worked on now: the unfinished one that is due next; when all of those are past, the last one. */
export function listDueNext(standings: readonly ListStanding[], now: number): ListStanding | null {
  const open = standings.filter((standing) => !standing.isComplete);
  const coming = open.filter((standing) => standing.dueAt >= now).toSorted((a, b) => a.dueAt - b.dueAt);
  return coming[0] ?? open.at(-1) ?? standings.at(-1) ?? null;
}
