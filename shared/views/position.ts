import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { isWholeRollback, lastRollbackAt, rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { minutesSeconds, spoken } from './format/duration.ts';
import { isOfDatabase, rollbackSteps } from './rollback-steps.ts';
import { failedRollback } from './rollback-task.ts';
import { laterStep } from './waiting-step.ts';

export type Position = {
  /** `Phase 1 Canary, 5 %`. */
  readonly phase: string;
  /** Short, for the wall: `Phase 1  5 %`. */
  readonly short: string;
  /** What is being waited for: the minimum hold with what is left, or the next stage. */
  readonly next: string;
  /** Share of traffic that the last verified stage led to. */
  readonly stagePercent: number;
};

/** The step that is in hand, else the next one; null when every step is done. */
export const currentStep = (state: LaunchState, now: number): Step | null =>
  state.launch?.plan.steps.find((step) => stepStatus(state, step.id, now).state !== 'done') ?? null;

function reached(state: LaunchState, now: number): readonly Step[] {
  return (state.launch?.plan.steps ?? []).filter((step) => stepStatus(state, step.id, now).state === 'done');
}

/** What is being rolled back: everything, some services alone, or the database. */
function goingBack(state: LaunchState, { subject }: Action): string {
  const plan = state.launch?.plan;
  if (subject.kind !== 'rollback' || plan === undefined) return 'Rolling back';
  if (isOfDatabase(plan, subject)) return 'Rolling back the database';
  if (subject.services === undefined) return 'Rolling back to stable';
  const titles = subject.services.map((id) => plan.services.find((one) => one.id === id)?.title ?? id);
  return `Rolling back ${titles.join(', ')} alone`;
}

/** What a rollback is at: the step of the database's that runs, else where it leads. */
function rollingText(state: LaunchState, action: Action, now: number): string {
  const plan = state.launch?.plan;
  if (action.state === 'waiting') return 'rollback waits for confirmation';
  if (action.subject.kind !== 'rollback' || plan === undefined) return '';
  if (action.subject.services !== undefined) return 'their traffic to stable; all others stay';
  if (!isOfDatabase(plan, action.subject)) return 'all traffic to stable, canary to zero';
  const steps = rollbackSteps(plan.databaseRollback, action, now);
  const step = steps.find((one) => one.state !== 'done');
  return step === undefined ? 'every step is done' : `step ${step.number} of ${steps.length}: ${step.title}`;
}

function nextText(state: LaunchState, step: Step | null, now: number): string {
  const { clock, launch } = state;
  if (clock.scrub !== null) return 'scrubbed';
  const rollback = rollbackInHand(state);
  if (rollback !== null) return rollingText(state, rollback, now);
  if (clock.hold !== null) return `on hold for ${spoken(now - clock.hold.since)}`;
  if (step === null) return launch?.launchedAt == null ? 'every step is done' : 'launched';
  if (launch?.launchedAt != null && laterStep(state, now) !== null) return 'launched';
  const status = stepStatus(state, step.id, now);
  if (status.state === 'in-hand') return step.title;
  const hold = status.holds.find((candidate) => (candidate.leftMs ?? 0) > 0);
  if (hold !== undefined) return `${hold.title}, ${minutesSeconds(hold.leftMs ?? 0)} left`;
  return `next: ${step.title}`;
}

/** Where the launch stands, for the header of every window. Phase and stage are shown apart (reconciled 2). */
export function position(state: LaunchState, now: number): Position {
  const plan = state.launch?.plan;
  const step = currentStep(state, now);
  const done = reached(state, now);
  const stagePercent = done.findLast((candidate) => candidate.stagePercent !== undefined)?.stagePercent ?? 0;
  const inHand = step === null ? null : stepStatus(state, step.id, now);
  const isUnderWay = inHand?.state === 'in-hand' && inHand.action?.startedAt != null;
  const last = done.at(-1);
  const phaseId = isUnderWay || last === undefined ? (step ?? last)?.phase : last.phase;
  const phase = plan?.phases.find((candidate) => candidate.id === phaseId);
  const hasBegun = isUnderWay || done.length > 0;
  const number = phase === undefined ? '' : `Phase ${phase.number}`;
  const before = lastRollbackAt(state) > 0 ? 'Rolled back, before' : 'Before';
  const name = hasBegun ? `${number} ${phase?.title ?? ''}` : `${before} ${number.toLowerCase()}`;
  const failed = failedRollback(state);
  if (failed !== null && isWholeRollback(failed))
    return { phase: 'Rollback not finished', short: 'Not finished', next: 'one key goes on with it', stagePercent };
  const rollback = rollbackInHand(state);
  if (rollback?.startedAt != null) {
    const phase = goingBack(state, rollback);
    return { phase, short: 'Rolling back', next: nextText(state, step, now), stagePercent };
  }
  return {
    phase: stagePercent > 0 ? `${name}, ${stagePercent} %` : name,
    short: stagePercent > 0 ? `${number}  ${stagePercent} %` : hasBegun ? number : name,
    next: nextText(state, step, now),
    stagePercent,
  };
}
