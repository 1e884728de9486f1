import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';
import type { Action } from '../action/state.ts';
import { gateFreshness } from '../gate/freshness.ts';
import { freshFrom } from '../gate/poll.ts';
import type { LaunchState } from '../launch/state.ts';
import type { LaunchPlan, Step } from '../plan/launch-plan.ts';
import { attemptsOf, isOnItsWay, latestAction, rollbackInHand } from './attempt.ts';
import { notBefore } from './not-before.ts';

export type HoldStatus = { readonly title: string; readonly until: number | null; readonly leftMs: number | null };
export type StepStatus = {
  readonly state: 'done' | 'in-hand' | 'next' | 'later';
  readonly action: Action | null;
  /** Why it can't be asked for now; null when it can. */
  readonly refusal: Refusal | null;
  readonly holds: readonly HoldStatus[];
};

export const stepById = (plan: LaunchPlan, id: string): Step | undefined => plan.steps.find((step) => step.id === id);

/** Where a step stands, and why it may not be asked for now if it may not. */
export function stepStatus(state: LaunchState, stepId: string, now: number): StepStatus {
  const step = state.launch === null ? undefined : stepById(state.launch.plan, stepId);
  const action = latestAction(state, stepId);
  if (step === undefined || state.launch === null)
    return {
      state: 'later',
      action: null,
      refusal: refusal('no-such-step', `The runbook has no step "${stepId}".`),
      holds: [],
    };
  const holds = step.holds.map((hold) => holdStatus(state, hold, now));
  if (isDone(state, stepId))
    return { state: 'done', action, refusal: refusal('already-done', `${step.title} is done.`), holds };
  if (action !== null && isOnItsWay(action))
    return { state: 'in-hand', action, refusal: refusal('already-asked', `${step.title} is in hand.`), holds };
  const may = mayAsk(state, step, now);
  const first = state.launch.plan.steps.find((candidate) => !isDone(state, candidate.id));
  return { state: first?.id === stepId ? 'next' : 'later', action, refusal: may.ok ? null : may.error, holds };
}

export const isDone = (state: LaunchState, stepId: string): boolean =>
  attemptsOf(state, stepId).some((action) => action.state === 'verified');

function holdStatus(state: LaunchState, hold: Step['holds'][number], now: number): HoldStatus {
  const from = latestAction(state, hold.step);
  const at = hold.from === 'started' ? from?.startedAt : from?.completedAt;
  if (at === undefined || at === null) return { title: hold.title, until: null, leftMs: null };
  const until = at + hold.minimumMs;
  return { title: hold.title, until, leftMs: Math.max(0, until - now) };
}

/** Every rule that stands between a step and asking for it. The first one in the way is named. */
export function mayAsk(state: LaunchState, step: Step, now: number): Result<void, Refusal> {
  const blocked = standsInTheWay(state, step, now);
  if (!blocked.ok) return blocked;
  const plan = state.launch?.plan;
  const missing = step.after.filter((id) => !isDone(state, id));
  if (missing.length > 0 && plan !== undefined) {
    const titles = missing.map((id) => stepById(plan, id)?.title ?? id).join(', ');
    return err(refusal('not-yet', `${step.title} comes after ${titles}.`, 'Finish that first.'));
  }
  for (const hold of step.holds) {
    const { until, leftMs } = holdStatus(state, hold, now);
    if (until === null || (leftMs ?? 0) > 0)
      return err(
        refusal(
          'minimum-hold',
          `${hold.title}: ${minutes(leftMs ?? hold.minimumMs)} left.`,
          'Wait for the minimum hold.',
        ),
      );
  }
  return step.needsCanaryMetrics ? canaryIsGood(state) : ok(undefined);
}

/** What keeps a step from starting, also after it was confirmed: hold, scrub, open decision, rollback, its time, the gate. */
export function standsInTheWay(state: LaunchState, step: Step, now: number): Result<void, Refusal> {
  const { clock, launch } = state;
  if (launch === null) return err(refusal('no-launch', 'No launch is open.'));
  if (clock.scrub !== null) return err(refusal('scrubbed', 'This launch was scrubbed.', 'Make a new launch.'));
  if (clock.hold !== null)
    return err(refusal('held', `On hold: ${clock.hold.reason || 'no reason given'}.`, 'The Launch Commander resumes.'));
  if (rollbackInHand(state) !== null) return err(refusal('rolling-back', 'A rollback is in hand.', 'Let it finish.'));
  const open = state.rollback.decisions.find((decision) => decision.state === 'open');
  if (open !== undefined)
    return err(refusal('decision-open', `A decision is open: ${open.title}.`, 'Roll back or keep going first.'));
  const early = notBefore(state, step, now);
  if (!early.ok) return early;
  const gateId = step.gate ?? launch.plan.steps.find((candidate) => candidate.gate !== undefined)?.gate;
  if (gateId === undefined) return ok(undefined);
  const entry = state.gate.gates[gateId];
  // The start of phase 1, a long hold, a withdrawal and a NO-GO ask for a fresh gate; promotions have their own decision point.
  const isAgainst = entry?.withdrawn != null || entry?.decision?.verdict === 'no-go';
  if (step.gate !== undefined || isAgainst || (entry?.decision?.at ?? 0) < freshFrom(state))
    return gateFreshness(state, gateId, now);
  return ok(undefined);
}

/** Whether every metric of the canary is good; what isn't known is not (product §7). */
export function canaryIsGood(state: LaunchState): Result<void, Refusal> {
  const metrics = state.signal.canary?.metrics ?? [];
  if (metrics.length === 0)
    return err(
      refusal('canary-not-judged', 'Nothing is known of the canary’s metrics.', 'Check that Prometheus answers.'),
    );
  const bad = metrics.filter((metric) => metric.verdict !== 'good');
  if (bad.length === 0) return ok(undefined);
  const text = bad
    .map((metric) => `${metric.title} ${metric.value} (${metric.where}; limit ${metric.limit}; ${metric.verdict})`)
    .join('; ');
  return err(
    refusal('canary-not-good', `The canary is not within its limits: ${text}.`, 'Hold and investigate, or roll back.'),
  );
}

const minutes = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
};
