import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { isDone } from '#shared/domain/rollout/step-status.ts';
import { spoken } from './format/duration.ts';

/** A stretch of time after 100 % was verified, and what rolling back means in it (runbook §3.1, reconciled 25). */
type WindowRow = {
  readonly title: string;
  /** `0 to 24 h`. */
  readonly span: string;
  readonly state: 'now' | 'past' | 'later';
  /** Until it closes, milliseconds; null for the last one and while it isn't open. */
  readonly leftMs: number | null;
  /** What has to be answered before a rollback is asked for in it. */
  readonly considerations: readonly string[];
};

const hours = (ms: number): string => `${Math.round(ms / 3_600_000)} h`;

/** The windows with the time left in the open one; before 100 % was verified the first stands open without an end. */
export function rollbackWindows(state: LaunchState, now: number): readonly WindowRow[] {
  const { launch } = state;
  if (launch === null) return [];
  const since = launch.launchedAt;
  const passed = since === null ? 0 : now - since;
  return launch.plan.rollbackWindows.map(({ title, fromMs, untilMs, considerations }) => {
    const isOver = untilMs !== undefined && passed >= untilMs;
    const isNow = passed >= fromMs && !isOver;
    return {
      title,
      span:
        untilMs === undefined ? `after ${hours(fromMs)}` : `${hours(fromMs).replace(' h', '')} to ${hours(untilMs)}`,
      state: isNow ? 'now' : isOver ? 'past' : 'later',
      leftMs: isNow && since !== null && untilMs !== undefined ? untilMs - passed : null,
      considerations,
    };
  });
}

/** What the open window asks before anyone rolls back. */
export const openConsiderations = (state: LaunchState, now: number): readonly string[] =>
  rollbackWindows(state, now).find((row) => row.state === 'now')?.considerations ?? [];

/** A step that takes a way back away, and how long it is to a safe state before and after it (product §5). */
type PointOfNoReturn = {
  readonly step: Step;
  readonly isPassed: boolean;
  readonly before: string;
  readonly after: string;
};

/** Deployments that a step deletes: a rollback has to make them anew first. */
const deleted = (step: Step): number => step.operations.filter(({ spec }) => spec.kind === 'kubernetes.delete').length;

/**
 * @param estimateMs how long a rollback is expected to take, as measured; null where none was
 */
export function pointsOfNoReturn(state: LaunchState, estimateMs: number | null): readonly PointOfNoReturn[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  const known =
    estimateMs === null ? `within ${spoken(plan.quickRollback.budgetMs)}` : `about ${spoken(estimateMs)}, as measured`;
  return plan.steps
    .filter((step) => step.isPointOfNoReturn === true)
    .map((step) => ({
      step,
      isPassed: isDone(state, step.id),
      before: known,
      after:
        deleted(step) === 0
          ? 'there is no way back to what was before'
          : `longer by the time it takes to make ${deleted(step)} stable Deployments anew and have their pods ready`,
    }));
}
