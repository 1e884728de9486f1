import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { opensAt, unmetSuccess } from '#shared/domain/rollout/not-before.ts';
import { isDone } from '#shared/domain/rollout/step-status.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { dateText, minuteTime } from './format/wall-time.ts';

/** One success criterion of a set and what people said of it. */
export type SuccessRow = {
  readonly criterion: string;
  readonly title: string;
  readonly state: 'met' | 'not-met' | 'open';
  readonly by: string;
  readonly at: number | null;
  readonly text: string;
};
type SuccessSet = { readonly set: string; readonly title: string; readonly rows: readonly SuccessRow[] };

/** A step that may not be asked for before a time, and not before criteria are met (authority.md, delete stable). */
export type WaitingStep = {
  readonly step: Step;
  /** When it may be asked for at the earliest, epoch ms; null while the step it counts from isn't verified. */
  readonly fromAt: number | null;
  readonly success: SuccessSet | null;
  /** Criteria of the set that are not met. */
  readonly unmet: number;
};

/** The set that a step needs; what was said of it in another attempt is open again. */
function successSet(state: LaunchState, id: string, unmet: readonly { readonly id: string }[]): SuccessSet | null {
  const set = state.launch?.plan.successCriteria.find((entry) => entry.id === id);
  if (set === undefined) return null;
  return {
    set: set.id,
    title: set.title,
    rows: set.criteria.map(({ id: criterion, title }) => {
      const said = state.success.marks[`${set.id}/${criterion}`];
      const isStale = said?.state === 'met' && unmet.some((one) => one.id === criterion);
      const mark = isStale ? undefined : said;
      return {
        criterion,
        title,
        state: mark?.state ?? 'open',
        by: mark === undefined ? '' : (state.roster.people[mark.by]?.name ?? mark.by),
        at: mark?.at ?? null,
        text: mark?.text ?? '',
      };
    }),
  };
}

/** What a step waits for by its authority; null where nothing of that kind binds it. */
export function waitingStep(state: LaunchState, step: Step): WaitingStep | null {
  const plan = state.launch?.plan;
  const notBefore = plan === undefined ? undefined : authorityById(plan, step.authority)?.notBefore;
  if (notBefore === undefined) return null;
  const unmet = unmetSuccess(state, step);
  const success = notBefore.success === undefined ? null : successSet(state, notBefore.success, unmet);
  return { step, fromAt: opensAt(state, step), success, unmet: unmet.length };
}

/** The next step that isn't done, when it only waits for its time: not worth a word before then but one line. */
export function laterStep(state: LaunchState, now: number): WaitingStep | null {
  const next = state.launch?.plan.steps.find((step) => !isDone(state, step.id));
  const waiting = next === undefined ? null : waitingStep(state, next);
  return waiting !== null && waiting.fromAt !== null && now < waiting.fromAt ? waiting : null;
}

/** `today from 21:15`, `tomorrow from 09:15`, `Thu 26 Nov from 09:15`. */
export function laterText(at: number, now: number, zone: string): string {
  const date = dateText(at, zone);
  const day = date === dateText(now, zone) ? 'today' : date === dateText(now + 86_400_000, zone) ? 'tomorrow' : date;
  return `${day} from ${minuteTime(at, zone)}`;
}
