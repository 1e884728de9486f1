import type { Action } from '#shared/domain/action/state.ts';
import { openQuestions } from '#shared/domain/operation/next.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import type { LaunchPlan, Question } from '#shared/domain/plan/launch-plan.ts';

/** What an action that runs waits for from people, and what nobody knows yet. */
export type OpenWork = {
  readonly questions: readonly Question[];
  /** Steps a person does and says so. */
  readonly byHand: readonly { readonly entry: OperationEntry; readonly text: string }[];
  /** Operations whose outcome isn't known: what is being looked at. */
  readonly lost: readonly OperationEntry[];
};

export function openWork(plan: LaunchPlan, action: Action): OpenWork {
  const isOpen = action.state === 'running' || action.state === 'not-started' || action.state === 'failed';
  const asked = isOpen ? openQuestions(action) : [];
  return {
    questions: (plan.questions ?? []).filter(({ id }) => asked.includes(id)),
    byHand: action.operations.flatMap((entry) =>
      entry.state === 'running' && entry.planned.spec.kind === 'manual.step'
        ? [{ entry, text: entry.planned.spec.text }]
        : [],
    ),
    lost: action.operations.filter((entry) => entry.state === 'outcome-unknown'),
  };
}

/** `{{launch}}` and `{{attempt}}` of a question's suggestion filled in. */
export const suggestionOf = ({ suggestion = '' }: Question, launch: string, attempt: number): string =>
  suggestion.replaceAll('{{launch}}', launch).replaceAll('{{attempt}}', String(attempt));
