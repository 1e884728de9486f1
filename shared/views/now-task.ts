import type { Action } from '#shared/domain/action/state.ts';
import type { Hold } from '#shared/domain/clock/state.ts';
import { gateFreshness } from '#shared/domain/gate/freshness.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Gate, Step } from '#shared/domain/plan/launch-plan.ts';
import { everBegun, isWholeRollback } from '#shared/domain/rollout/attempt.ts';
import { type HoldStatus, stepStatus } from '#shared/domain/rollout/step-status.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { dayTask } from './day-task.ts';
import type { ListStanding } from './list-standing.ts';
import { currentStep } from './position.ts';
import { type RollbackTask, rollbackTask } from './rollback-task.ts';
import { laterStep, type WaitingStep } from './waiting-step.ts';

/** The one thing that has to be done next. */
export type NowTask =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'scrubbed'; readonly at: number; readonly by: string; readonly reason: string }
  | RollbackTask
  | { readonly kind: 'action'; readonly action: Action; readonly step: Step }
  | { readonly kind: 'held'; readonly hold: Hold }
  /** Launched; `later`: a step that only waits for its time, told in one line until it can be asked for. */
  | { readonly kind: 'launched'; readonly at: number; readonly later: WaitingStep | null }
  /** A checklist is what comes next on the day; `gate`: the decision that follows. */
  | { readonly kind: 'list'; readonly standing: ListStanding; readonly gate: Gate | null }
  | { readonly kind: 'gate'; readonly gate: Gate; readonly refusal: Refusal }
  | { readonly kind: 'minimum-hold'; readonly step: Step; readonly hold: HoldStatus; readonly last: Action | null }
  | { readonly kind: 'blocked'; readonly step: Step; readonly refusal: Refusal; readonly last: Action | null }
  | { readonly kind: 'ask'; readonly step: Step; readonly last: Action | null };

/** Reads from the state what comes first: what is red, then what is in hand, then the next step and what it waits for. */
export function nowTask(state: LaunchState, now: number): NowTask {
  const { launch, clock } = state;
  if (launch === null) return { kind: 'nothing' };
  if (clock.scrub !== null) {
    const by = state.roster.people[clock.scrub.by]?.name ?? clock.scrub.by;
    return { kind: 'scrubbed', at: clock.scrub.at, by, reason: clock.scrub.reason };
  }
  const back = rollbackTask(state);
  if (back !== null && !isLeftBehind(back)) return back;
  const step = currentStep(state, now);
  if (step === null)
    return launch.launchedAt === null ? { kind: 'nothing' } : { kind: 'launched', at: launch.launchedAt, later: null };
  const later = launch.launchedAt === null || clock.hold !== null ? null : laterStep(state, now);
  if (launch.launchedAt !== null && later !== null) return { kind: 'launched', at: launch.launchedAt, later };
  return stepTask(state, step, now);
}

/** A rollback of some services that failed: the launch stands where it was, and its steps may go on. */
const isLeftBehind = (task: RollbackTask): boolean =>
  task.kind === 'rolling-back' && task.action.state === 'failed' && !isWholeRollback(task.action);

/** Before phase 1 the day says what comes next: a list, the meeting, the decision. */
function ofTheDay(state: LaunchState, gate: Gate, inTheWay: Refusal, now: number): NowTask {
  const next = dayTask(state, now);
  if (next?.kind === 'list') return next;
  if (next === null || next.gate.id === gate.id) return { kind: 'gate', gate, refusal: inTheWay };
  const fresh = gateFreshness(state, next.gate.id, now);
  return {
    kind: 'gate',
    gate: next.gate,
    refusal: fresh.ok ? refusal('gate-not-go', `${next.gate.title} is next.`) : fresh.error,
  };
}

function stepTask(state: LaunchState, step: Step, now: number): NowTask {
  const { state: stands, action, refusal, holds } = stepStatus(state, step.id, now);
  if (stands === 'in-hand' && action !== null) return { kind: 'action', action, step };
  if (state.clock.hold !== null) return { kind: 'held', hold: state.clock.hold };
  if (refusal === null) return { kind: 'ask', step, last: action };
  const gate = gateInTheWay(state, step, refusal);
  if (gate !== undefined)
    // From its first action on it is the launch's steps that say what comes next.
    return everBegun(state) ? { kind: 'gate', gate, refusal } : ofTheDay(state, gate, refusal, now);
  const hold = refusal.code === 'minimum-hold' ? holds.find((candidate) => (candidate.leftMs ?? 0) > 0) : undefined;
  if (hold !== undefined) return { kind: 'minimum-hold', step, hold, last: action };
  return { kind: 'blocked', step, refusal, last: action };
}

function gateInTheWay(state: LaunchState, step: Step, refusal: Refusal): Gate | undefined {
  if (!refusal.code.startsWith('gate-')) return undefined;
  const plan = state.launch?.plan;
  const id = step.gate ?? plan?.steps.find((candidate) => candidate.gate !== undefined)?.gate;
  return plan?.gates.find((gate) => gate.id === id);
}
