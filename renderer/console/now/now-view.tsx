import { nowTask } from '#shared/views/now-task.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { CriteriaPanel } from '../checklists/criteria-panel.tsx';
import { CanaryMetricsPanel } from '../signals/canary-metrics-panel.tsx';
import { ErrorRatePanel } from '../signals/error-rate-panel.tsx';
import { ComingUpPanel } from './coming-up-panel.tsx';
import { Task } from './task.tsx';
import { TaskDetail } from './task-detail.tsx';
import './now.css';

/** What to do next, and may I: without scrolling. */
export function NowView() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const task = nowTask(state, now);
  return (
    <>
      <Task task={task} now={now} />
      <div className="now-grid now-grid-fill">
        <TaskDetail task={task} now={now} />
        {task.kind === 'gate' ? <CriteriaPanel gate={task.gate} now={now} /> : <CanaryMetricsPanel />}
      </div>
      <div className={`now-grid now-grid-low ${task.kind === 'gate' ? 'now-grid-slim' : ''}`}>
        <ErrorRatePanel />
        <ComingUpPanel now={now} />
      </div>
    </>
  );
}
