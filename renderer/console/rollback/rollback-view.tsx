import type { Action } from '#shared/domain/action/state.ts';
import { failedRollback, rollbackTask } from '#shared/views/rollback-task.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { choose, useView } from '../../stores/view.ts';
import { Parts, partOf } from '../../ui/parts.tsx';
import { DecisionTask } from '../now/decision-task.tsx';
import { RollingTask } from '../now/rolling-task.tsx';
import { TaskCard } from '../now/task-card.tsx';
import { ErrorRatePanel } from '../signals/error-rate-panel.tsx';
import { ActionWork } from '../work/action-work.tsx';
import { OutputPanel } from '../work/output-panel.tsx';
import { ByHandPanels } from './by-hand-panel.tsx';
import { CriteriaTable } from './criteria-table.tsx';
import { DryRunPanels } from './dry-run-panel.tsx';
import { ReadinessRow } from './readiness-row.tsx';
import { RollbackStepsPanel } from './rollback-steps-panel.tsx';
import { WaysToRollBack } from './ways-to-roll-back.tsx';
import { WhoDecidesPanel } from './who-decides-panel.tsx';
import { WindowsPanel } from './windows-panel.tsx';
import './rollback.css';

const parts = [
  { id: 'steps', title: 'Steps and readiness' },
  { id: 'criteria', title: 'Criteria' },
  { id: 'dry-run', title: 'Dry run' },
  { id: 'by-hand', title: 'By hand' },
] as const;

/** Everything for going back: the decision or the rollback in hand always on top, below it one part at a time. */
export function RollbackView() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const shown = useView(({ target }) => partOf(parts, target));
  const task = rollbackTask(state);
  const inHand = task?.kind === 'rolling-back' ? task.action : failedRollback(state);
  return (
    <>
      {task?.kind === 'decision' ? <DecisionTask decision={task.decision} others={task.others} now={now} /> : null}
      {inHand !== null ? (
        <>
          <RollingTask action={inHand} now={now} />
          <ActionWork action={inHand} now={now} />
        </>
      ) : task !== null ? null : (
        <TaskCard
          label="No decision is open"
          tone="plain"
          head="Roll back to stable?"
          text="All traffic to stable, canary to zero, launch flags off. With no decision open the Launch Commander decides alone."
        >
          <WaysToRollBack />
        </TaskCard>
      )}
      <Parts label="Rollback" parts={parts} shown={shown} onShow={choose} />
      {shown === 'steps' ? <StepsPart action={inHand} now={now} /> : null}
      {shown === 'criteria' ? <CriteriaTable /> : null}
      {shown === 'dry-run' ? <DryRunPanels now={now} /> : null}
      {shown === 'by-hand' ? <ByHandPanels /> : null}
    </>
  );
}

/** What runs comes first; before it does, who decides and whether it would work. */
const StepsPart = ({ action, now }: { readonly action: Action | null; readonly now: number }) => {
  const steps = <RollbackStepsPanel now={now} />;
  return (
    <>
      {action?.startedAt == null ? <ReadinessRow /> : steps}
      {action === null ? null : <OutputPanel action={action} />}
      <div className="now-grid rollback-upper">
        <ErrorRatePanel />
        <WhoDecidesPanel />
      </div>
      {action?.startedAt == null ? steps : <ReadinessRow />}
      <WindowsPanel now={now} />
    </>
  );
};
