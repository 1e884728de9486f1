import type { ReactNode } from 'react';
import type { NowTask } from '#shared/views/now-task.ts';
import { currentStep } from '#shared/views/position.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { VotesPanel } from '../decisions/votes-panel.tsx';
import { RollbackStepsPanel } from '../rollback/rollback-steps-panel.tsx';
import { ListItemsPanel } from './list-items-panel.tsx';
import { OperationsPanel } from './operations-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { SeenPanel } from './seen-panel.tsx';
import { StepPreview } from './step-preview.tsx';

/** What belongs to the task: its plan, its operations, what was seen, or what a step will do. */
export function TaskDetail({ task, now }: { readonly task: NowTask; readonly now: number }): ReactNode {
  const state = useLaunch((replica) => replica.state);
  if (task.kind === 'action') {
    const { action, step } = task;
    if (action.state === 'verifying') return <SeenPanel action={action} step={step} now={now} />;
    if (action.startedAt !== null) return <OperationsPanel action={action} now={now} />;
    return <PlanPanel action={action} now={now} />;
  }
  if (task.kind === 'rolling-back') return <RollbackStepsPanel now={now} isShort />;
  if (task.kind === 'gate') return <VotesPanel gate={task.gate} now={now} />;
  if (task.kind === 'list') return <ListItemsPanel standing={task.standing} now={now} />;
  const step = 'step' in task ? task.step : currentStep(state, now);
  const last = 'last' in task ? task.last : null;
  if (last !== null && last.state !== 'verified' && last.startedAt !== null)
    return <OperationsPanel action={last} now={now} />;
  return step === null ? (
    <Panel title="Steps">
      <p className="muted">Every step is done.</p>
    </Panel>
  ) : (
    <StepPreview step={step} />
  );
}
