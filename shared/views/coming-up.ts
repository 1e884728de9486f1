import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { authorityById, namesWithRole, roleTitle } from '#shared/domain/roster/roles.ts';

export type Upcoming = {
  readonly id: string;
  /** Planned, epoch ms. */
  readonly at: number;
  readonly title: string;
  /** What makes it late, or who it is for. */
  readonly note: string;
  /** Later than planned by this much, milliseconds; zero when not. */
  readonly lateMs: number;
};

function who(state: LaunchState, step: Step): string {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, step.authority);
  if (plan === undefined || authority === undefined) return '';
  const roles = [...(Array.isArray(authority.asks) ? authority.asks : []), ...authority.confirms];
  return [...new Set(roles)]
    .map((role) => namesWithRole(state.roster, role).split(', ')[0] || roleTitle(plan, role))
    .join(', ');
}

function stepEntry(state: LaunchState, step: Step, now: number): Upcoming {
  const planned = state.clock.tZeroAt + step.plannedAt;
  const holds = stepStatus(state, step.id, now).holds.map((hold) => hold.until ?? 0);
  const earliest = Math.max(planned, now, ...holds);
  return {
    id: step.id,
    at: planned,
    title: step.title,
    note: who(state, step),
    lateMs: Math.max(0, earliest - planned),
  };
}

/** What is still to come, by planned time: steps not done and entries of the timeline that aren't a step. */
export function comingUp(state: LaunchState, now: number, limit: number): readonly Upcoming[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  const steps = plan.steps
    .filter((step) => stepStatus(state, step.id, now).state !== 'done')
    .map((step) => stepEntry(state, step, now));
  const others = plan.timeline
    .filter((entry) => entry.step === undefined && state.clock.tZeroAt + entry.at > now)
    .map((entry) => ({ id: entry.id, at: state.clock.tZeroAt + entry.at, title: entry.title, note: '', lateMs: 0 }));
  return [...steps, ...others].toSorted((a, b) => a.at - b.at).slice(0, limit);
}
