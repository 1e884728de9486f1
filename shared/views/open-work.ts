import type { Action } from '#shared/domain/action/state.ts';
import { openQuestions } from '#shared/domain/operation/next.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import type { LaunchPlan, Question } from '#shared/domain/plan/launch-plan.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';

/** What an action that runs waits for from people, and what nobody knows yet. */
export type OpenWork = {
  readonly questions: readonly Question[];
  /** Answered, and what was done with the answer failed or did not take effect: it may be answered anew. */
  readonly again: readonly Question[];
  /** Steps a person does and says so. */
  readonly byHand: readonly { readonly entry: OperationEntry; readonly text: string }[];
  /** Operations whose outcome isn't known: what is being looked at. */
  readonly lost: readonly OperationEntry[];
};

export function openWork(plan: LaunchPlan, action: Action): OpenWork {
  const isStopped = action.state === 'not-started' || (action.state === 'failed' && isRollback(action));
  const asked = action.state === 'running' || isStopped ? openQuestions(action) : [];
  const again = isStopped ? askedAgain(action) : [];
  return {
    questions: (plan.questions ?? []).filter(({ id }) => asked.includes(id)),
    again: (plan.questions ?? []).filter(({ id }) => again.includes(id) && !asked.includes(id)),
    byHand: action.operations.flatMap((entry) =>
      entry.state === 'running' && entry.planned.spec.kind === 'manual.step'
        ? [{ entry, text: entry.planned.spec.text }]
        : [],
    ),
    lost: action.operations.filter((entry) => entry.state === 'outcome-unknown'),
  };
}

/** Whether an operation that failed ends its action for good: a running step is asked for anew, a rollback is gone on with. */
export const endsWithFailure = ({ subject, state }: Action): boolean => subject.kind === 'step' && state === 'running';

const asksOf = (entries: readonly OperationEntry[]): readonly string[] =>
  entries.flatMap(({ planned }) => planned.asks ?? []);

/** Questions whose answer may be why an operation failed; none of them that something done or not yet known goes by. */
function askedAgain({ operations }: Action): readonly string[] {
  const failed = operations.filter(({ state, needsKey }) => state === 'failed' || needsKey);
  const inUse = asksOf(
    operations.filter(({ state }) => state === 'succeeded' || state === 'running' || state === 'outcome-unknown'),
  );
  return asksOf(failed).filter((id) => !inUse.includes(id));
}

/** What an answer begins with: what was answered before, else what the runbook suggests. */
export const prefilled = (question: Question, action: Action, launch: string): string =>
  action.answers[question.id] ?? suggestionOf(question, launch, action.attempt);

/** `{{launch}}` and `{{attempt}}` of a question's suggestion filled in. */
export const suggestionOf = ({ suggestion = '' }: Question, launch: string, attempt: number): string =>
  suggestion.replaceAll('{{launch}}', launch).replaceAll('{{attempt}}', String(attempt));
