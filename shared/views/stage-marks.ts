import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';

export type StageMark = { readonly at: number; readonly label: string };

/** When each stage was read back, each rollback began and each decision opened: the upright lines of every chart. */
export function stageMarks(state: LaunchState): readonly StageMark[] {
  const steps = new Map((state.launch?.plan.steps ?? []).map((step) => [step.id as string, step]));
  const marks: StageMark[] = [];
  for (const action of actionsInOrder(state.actions)) {
    if (isRollback(action) && action.startedAt !== null) marks.push({ at: action.startedAt, label: 'rollback' });
    const step = action.subject.kind === 'step' ? steps.get(action.subject.step) : undefined;
    if (step?.stagePercent !== undefined && action.completedAt !== null)
      marks.push({ at: action.completedAt, label: `${step.stagePercent} %` });
  }
  for (const decision of state.rollback.decisions) marks.push({ at: decision.openedAt, label: decision.severity });
  return marks;
}
