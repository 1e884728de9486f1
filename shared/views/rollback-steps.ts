import type { Action } from '#shared/domain/action/state.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import type { Procedure } from '#shared/domain/plan/launch-plan.ts';
import type { Tone } from './tone.ts';

export type RollbackStep = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly detail: string;
  readonly budgetMs: number | null;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
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
  if (operations.some((entry) => entry.state === 'failed' || entry.state === 'outcome-unknown')) return 'failed';
  return operations.some((entry) => entry.startedAt !== null) ? 'running' : 'waiting';
}

const tones = { waiting: null, running: null, done: 'good', failed: 'act' } as const;

/** The procedure's numbered steps with their budgets and clocks; without an action, as they would run. */
export function rollbackSteps(procedure: Procedure, action: Action | null, now: number): readonly RollbackStep[] {
  return procedure.steps.map((step, index) => {
    const operations = (action?.operations ?? []).filter((entry) => entry.planned.procedureStep === step.id);
    const state = stateOf(operations);
    const startedAt = earliest(operations.map((entry) => entry.startedAt));
    const endedAt = state === 'done' ? latest(operations.map((entry) => entry.endedAt)) : null;
    const tookMs = startedAt === null ? null : (endedAt ?? now) - startedAt;
    const done = operations.filter((entry) => entry.state === 'succeeded').length;
    const trouble = operations.find((entry) => entry.trouble !== null)?.trouble;
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
      note: trouble?.message ?? (state === 'running' ? `${done} of ${operations.length}` : ''),
    };
  });
}

/** Running clock of a rollback against its budget; null before it started. */
export const rollbackTookMs = (action: Action | null, now: number): number | null =>
  action?.startedAt == null ? null : (action.completedAt ?? action.endedAt ?? now) - action.startedAt;
