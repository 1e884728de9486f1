import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action, ActionSubject } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { openQuestions } from '#shared/domain/operation/next.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import type { LaunchPlan, Procedure } from '#shared/domain/plan/launch-plan.ts';
import { rollbackToFinish } from '#shared/domain/rollback/to-finish.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import type { Tone } from './tone.ts';

export type RollbackStep = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly detail: string;
  readonly budgetMs: number | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'outcome unknown';
  readonly tone: Tone | null;
  /** How long it has taken, milliseconds; null before it began. */
  readonly tookMs: number | null;
  readonly donePercent: number;
  readonly isOverBudget: boolean;
  /** What it is at, or what went wrong. */
  readonly note: string;
};

const latest = (times: readonly (number | null)[]): number | null => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
};
const earliest = (times: readonly (number | null)[]): number | null => {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
};

function stateOf(operations: readonly OperationEntry[]): RollbackStep['state'] {
  if (operations.length === 0) return 'waiting';
  if (operations.every((entry) => entry.state === 'succeeded')) return 'done';
  if (operations.some((entry) => entry.state === 'failed')) return 'failed';
  if (operations.some((entry) => entry.state === 'outcome-unknown')) return 'outcome unknown';
  return operations.some((entry) => entry.startedAt !== null) ? 'running' : 'waiting';
}

const tones = { waiting: null, running: null, done: 'good', failed: 'act', 'outcome unknown': 'unknown' } as const;

/** What a step is at, or what went wrong, or whom it waits for. */
function noteOf(action: Action | null, operations: readonly OperationEntry[], done: number): string {
  const trouble = operations.find((entry) => entry.trouble !== null)?.trouble;
  if (trouble !== undefined && trouble !== null) return trouble.message;
  const running = operations.filter((entry) => entry.state === 'running');
  if (running.some((entry) => entry.planned.spec.kind === 'manual.step')) return 'waits for a person to do it';
  const asked = action?.state === 'running' ? openQuestions(action) : [];
  const isAsked = operations.some(
    (entry) => entry.state === 'waiting' && (entry.planned.asks ?? []).some((id) => asked.includes(id)),
  );
  if (running.length === 0 && isAsked) return 'waits for an answer';
  const [only] = running;
  if (running.length === 1 && only !== undefined) return `${only.planned.title}, ${done} of ${operations.length} done`;
  return running.length > 0 || (done > 0 && done < operations.length) ? `${done} of ${operations.length}` : '';
}

/** Whether a subject is the database rollback, which the plan then has. */
export const isOfDatabase = (
  plan: LaunchPlan,
  subject: ActionSubject,
): plan is LaunchPlan & { readonly databaseRollback: Procedure } =>
  subject.kind === 'rollback' && plan.databaseRollback !== undefined && subject.procedure === plan.databaseRollback.id;

/** The procedure that an action carries out; the quick rollback where none is in hand. */
export const procedureOf = (plan: LaunchPlan, action: Action | null): Procedure =>
  action !== null && isOfDatabase(plan, action.subject) ? plan.databaseRollback : plan.quickRollback;

/** The rollback whose steps are shown: the one to finish, else the last that began; never one that was denied. */
export const shownRollback = (state: LaunchState): Action | null =>
  rollbackToFinish(state) ??
  actionsInOrder(state.actions).findLast((action) => isRollback(action) && action.startedAt !== null) ??
  null;

/** The procedure's numbered steps with their budgets and clocks; without an action, as they would run. */
export function rollbackSteps(procedure: Procedure, action: Action | null, now: number): readonly RollbackStep[] {
  return procedure.steps.map((step, index) => {
    const operations = (action?.operations ?? []).filter((entry) => entry.planned.procedureStep === step.id);
    const state = stateOf(operations);
    const startedAt = earliest(operations.map((entry) => entry.startedAt));
    const endedAt = state === 'done' ? latest(operations.map((entry) => entry.endedAt)) : null;
    const tookMs = startedAt === null ? null : (endedAt ?? now) - startedAt;
    const done = operations.filter((entry) => entry.state === 'succeeded').length;
    return {
      id: step.id,
      number: index + 1,
      title: step.title,
      detail: step.detail,
      budgetMs: step.budgetMs,
      state,
      tone: tones[state],
      tookMs,
      donePercent: operations.length === 0 ? 0 : (done / operations.length) * 100,
      isOverBudget: step.budgetMs !== null && tookMs !== null && tookMs > step.budgetMs,
      note: noteOf(action, operations, done),
    };
  });
}

/** Running clock of a rollback against its budget; null before it started. */
export const rollbackTookMs = (action: Action | null, now: number): number | null =>
  action?.startedAt == null ? null : (action.completedAt ?? action.endedAt ?? now) - action.startedAt;
