import type { ReactNode } from 'react';
import type { Action } from '#shared/domain/action/state.ts';
import type { NowTask } from '#shared/views/now-task.ts';
import { currentStep } from '#shared/views/position.ts';
import { waitingStep } from '#shared/views/waiting-step.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { VotesPanel } from '../decisions/votes-panel.tsx';
import { RollbackStepsPanel } from '../rollback/rollback-steps-panel.tsx';
import { ActionWork } from '../work/action-work.tsx';
import { OutputPanel } from '../work/output-panel.tsx';
import { ListItemsPanel } from './list-items-panel.tsx';
import { OperationsPanel } from './operations-panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { SeenPanel } from './seen-panel.tsx';
import { StepPreview } from './step-preview.tsx';
import { SuccessPanel } from './success-panel.tsx';

/** What belongs to the task: its plan, its operations, what was seen, or what a step will do. */
export function TaskDetail({ task, now }: { readonly task: NowTask; readonly now: number }): ReactNode {
  const state = useLaunch((replica) => replica.state);
  if (task.kind === 'action') {
    const { action, step } = task;
    if (action.state === 'verifying') return <SeenPanel action={action} step={step} now={now} />;
    if (action.startedAt !== null) return <RunningDetail action={action} now={now} />;
    return <PlanPanel action={action} now={now} />;
  }
  if (task.kind === 'rolling-back') return <RollingDetail action={task.action} now={now} />;
  if (task.kind === 'gate') return <VotesPanel gate={task.gate} now={now} />;
  if (task.kind === 'list') return <ListItemsPanel standing={task.standing} now={now} />;
  if (task.kind === 'launched' && task.later !== null) return <SuccessPanel waiting={task.later} now={now} />;
  const step = 'step' in task ? task.step : currentStep(state, now);
  const last = 'last' in task ? task.last : null;
  const waiting = step === null || last !== null ? null : waitingStep(state, step);
  if (waiting !== null && waiting.unmet > 0) return <SuccessPanel waiting={waiting} now={now} />;
  if (last?.state === 'plan-failed' && last.plannedAt !== null) return <PlanPanel action={last} now={now} />;
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

type RunningProps = { readonly action: Action; readonly now: number };

const Scrolling = ({ children }: { readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
  <section className="now-stack now-scroll" aria-label="What runs" tabIndex={0} data-scrolls="">
    {children}
  </section>
);

/** What it wants of people comes before what it does by itself. */
const RunningDetail = ({ action, now }: RunningProps) => (
  <Scrolling>
    <ActionWork action={action} now={now} />
    <OperationsPanel action={action} now={now} />
    <OutputPanel action={action} isWrittenOnly />
  </Scrolling>
);

const RollingDetail = ({ action, now }: RunningProps) => (
  <Scrolling>
    <ActionWork action={action} now={now} />
    <RollbackStepsPanel now={now} isShort />
  </Scrolling>
);
