import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { namesWithRole, roleTitle } from '#shared/domain/roster/roles.ts';
import { dayRows } from './day-rows.ts';
import type { DayThing } from './projection.ts';

export type Upcoming = {
  readonly id: string;
  /** Planned for now, with the present T-0; epoch ms. */
  readonly at: number;
  readonly title: string;
  /** What makes it late, or who it is for. */
  readonly note: string;
  /** Later than planned by this much, milliseconds; zero when not. */
  readonly lateMs: number;
  /** Its time is past, and only a person can bring it on. */
  readonly isOverdue: boolean;
};

const who = (state: LaunchState, plan: LaunchPlan, { kind, roles }: DayThing): string =>
  kind === 'step'
    ? [...new Set(roles)]
        .map((role) => namesWithRole(state.roster, role).split(', ')[0] || roleTitle(plan, role))
        .join(', ')
    : '';

const rank = ({ kind }: DayThing): number => (kind === 'step' ? 0 : 1);

/** What is overdue for longer is no more coming up: it stands among what needs a person, and on the timeline. */
const OVERDUE_MS = 60 * 60_000;

/** Whether a thing has its row: a milestone is told by its step; an overdue person's word by the timeline alone. */
function isUpcoming({ state, kind, entry, isOverdue, dueAt }: DayThing, now: number): boolean {
  if (state === 'done' || entry?.step !== undefined) return false;
  return !isOverdue || (now - dueAt < OVERDUE_MS && (kind !== 'entry' || entry?.gate !== undefined));
}

/** What is still to come, by its projected time; of what is overdue only steps, gates and lists. */
export function comingUp(state: LaunchState, now: number, limit: number): readonly Upcoming[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  return dayRows(state, now)
    .filter((thing) => isUpcoming(thing, now))
    .toSorted((a, b) => a.projectedAt - b.projectedAt || rank(a) - rank(b))
    .slice(0, limit)
    .map((thing) => ({
      id: thing.id,
      at: thing.projectedAt,
      title: thing.title,
      note: thing.cause || who(state, plan, thing),
      lateMs: thing.lateMs >= 60_000 ? thing.lateMs : 0,
      isOverdue: thing.isOverdue,
    }));
}
