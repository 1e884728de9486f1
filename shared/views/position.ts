import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { rollbackToFinish } from '#shared/domain/rollback/to-finish.ts';
import { lastRollbackAt, rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { minutesSeconds, spoken } from './format/duration.ts';
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

function nextText(state: LaunchState, step: Step | null, now: number): string {
  const { clock, launch } = state;
  if (clock.scrub !== null) return 'scrubbed';
  const rollback = rollbackInHand(state);
  if (rollback !== null)
    return rollback.state === 'waiting' ? 'rollback waits for confirmation' : 'all traffic to stable, canary to zero';
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
  if (rollbackToFinish(state)?.state === 'failed')
    return { phase: 'Rollback not finished', short: 'Not finished', next: 'one key goes on with it', stagePercent };
  if (rollbackInHand(state)?.startedAt != null)
    return { phase: 'Rolling back to stable', short: 'Rolling back', next: nextText(state, step, now), stagePercent };
  return {
    phase: stagePercent > 0 ? `${name}, ${stagePercent} %` : name,
    short: stagePercent > 0 ? `${number}  ${stagePercent} %` : hasBegun ? number : name,
    next: nextText(state, step, now),
    stagePercent,
  };
}
