import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Step } from '../plan/launch-plan.ts';
import { authorityById } from '../roster/roles.ts';
import { latestAction } from './attempt.ts';

/** What keeps a step's authority shut: time since another was verified, and success criteria (authority.md "delete stable"). */
export function notBefore(state: LaunchState, step: Step, now: number): Result<void, Refusal> {
  const plan = state.launch?.plan;
  const bound = boundOf(state, step);
  if (plan === undefined || bound === undefined) return ok(undefined);
  const title = plan.steps.find(({ id }) => id === bound.step)?.title ?? bound.step;
  const from = latestAction(state, bound.step);
  if (from?.state !== 'verified' || from.endedAt === null)
    return err(
      refusal(
        'not-before',
        `${step.title} comes ${hours(bound.waitingMs)} after "${title}" was verified.`,
        'Finish that first.',
      ),
    );
  const leftMs = from.endedAt + bound.waitingMs - now;
  if (leftMs > 0)
    return err(
      refusal(
        'not-before',
        `${step.title} comes ${hours(bound.waitingMs)} after "${title}" was verified: ${hours(leftMs)} left.`,
        'Wait: until then the fast rollback stays.',
      ),
    );
  return bound.success === undefined ? ok(undefined) : successMet(state, step, bound.success);
}

/** When a step's authority opens by the clock, epoch ms; null while what it counts from isn't verified, or where it has no such bound. */
export function opensAt(state: LaunchState, step: Step): number | null {
  const bound = boundOf(state, step);
  const from = bound === undefined ? null : latestAction(state, bound.step);
  return bound === undefined || from?.state !== 'verified' || from.endedAt === null
    ? null
    : from.endedAt + bound.waitingMs;
}

/** The success criteria a step still needs. What was said before the step it counts from was verified is of another attempt. */
export function unmetSuccess(
  state: LaunchState,
  step: Step,
): readonly { readonly id: string; readonly title: string }[] {
  const bound = boundOf(state, step);
  const set = state.launch?.plan.successCriteria.find(({ id }) => id === bound?.success);
  const from = bound === undefined ? null : latestAction(state, bound.step);
  const since = from?.state === 'verified' && from.endedAt !== null ? from.endedAt : Number.POSITIVE_INFINITY;
  return (set?.criteria ?? []).filter(({ id }) => {
    const mark = state.success.marks[`${bound?.success}/${id}`];
    return mark?.state !== 'met' || mark.at < since;
  });
}

const boundOf = (state: LaunchState, step: Step) =>
  state.launch === null ? undefined : authorityById(state.launch.plan, step.authority)?.notBefore;

function successMet(state: LaunchState, step: Step, id: string): Result<void, Refusal> {
  const set = state.launch?.plan.successCriteria.find((entry) => entry.id === id);
  if (set === undefined)
    return err(refusal('success-unknown', `The runbook has no success criteria "${id}".`, 'Mend the pack, adopt it.'));
  const open = unmetSuccess(state, step);
  if (open.length === 0) return ok(undefined);
  return err(
    refusal(
      'success-not-met',
      `${step.title} needs every one of "${set.title}" met: ${open.map(({ title }) => title).join('; ')}.`,
      'Look at each and say that it is met.',
    ),
  );
}

/** `24 h`, `3 h 12 min`, `12 min`; a minute that has begun counts. */
function hours(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(whole > 0 ? [`${whole} h`] : []), ...(rest > 0 || whole === 0 ? [`${rest} min`] : [])].join(' ');
}
