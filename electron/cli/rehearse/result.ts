import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';

/** What a run leaves in result.json. Times are launch time, epoch ms, except `durationRealMs`. */
export type RehearsalResult = {
  readonly outcome: 'launched' | 'rolled-back' | 'failed';
  readonly weightsSeen: readonly number[];
  readonly steps: readonly StepResult[];
  readonly rollback: { readonly durationRealMs: number; readonly steps: readonly StepResult[] } | null;
  readonly events: number;
  readonly logFile: string;
  readonly headHash: string;
};
export type StepResult = {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly durationRealMs: number | null;
  readonly budgetMs: number | null;
};

const realMs = (from: number | null, to: number | null, speed: number): number | null =>
  from === null || to === null ? null : Math.round((to - from) / speed);

export function stepResults(state: LaunchState, speed: number): readonly StepResult[] {
  return (state.launch?.plan.steps ?? []).map((step) => {
    const action = actionsInOrder(state.actions).findLast(
      (entry) => entry.subject.kind === 'step' && entry.subject.step === step.id,
    );
    const [startedAt, endedAt] = [action?.startedAt ?? null, action?.endedAt ?? null];
    return {
      ...{ id: step.id, title: step.title, state: action?.state ?? 'not asked for', startedAt, endedAt },
      ...{ durationRealMs: realMs(startedAt, endedAt, speed), budgetMs: step.verification?.withinMs ?? null },
    };
  });
}

/** The rollback's clock runs from its first operation to the moment everything was read back. */
export function rollbackResult(state: LaunchState, speed: number): RehearsalResult['rollback'] {
  const rollback = actionsInOrder(state.actions).findLast((action) => action.subject.kind === 'rollback');
  if (rollback === undefined) return null;
  const steps = (state.launch?.plan.quickRollback.steps ?? []).map((step) => procedureStep(rollback, step, speed));
  return { durationRealMs: realMs(rollback.startedAt, rollback.completedAt ?? rollback.endedAt, speed) ?? 0, steps };
}

function procedureStep(
  rollback: Action,
  step: { id: string; title: string; budgetMs: number | null },
  speed: number,
): StepResult {
  const operations = rollback.operations.filter((entry) => entry.planned.procedureStep === step.id);
  const started = operations.map((entry) => entry.startedAt).filter((at) => at !== null);
  const ended = operations.map((entry) => entry.endedAt).filter((at) => at !== null);
  const isDone = operations.length > 0 && operations.every((entry) => entry.state === 'succeeded');
  const startedAt = started.length === 0 ? null : Math.min(...started);
  const endedAt = isDone ? Math.max(...ended) : null;
  const state = isDone ? 'done' : (operations.find((entry) => entry.state !== 'succeeded')?.state ?? 'none');
  return {
    id: step.id,
    title: step.title,
    state,
    startedAt,
    endedAt,
    durationRealMs: realMs(startedAt, endedAt, speed),
    budgetMs: step.budgetMs,
  };
}
