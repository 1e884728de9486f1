import { everBegun } from '#shared/domain/rollout/attempt.ts';
import { type NowTask, nowTask } from '#shared/views/now-task.ts';
import { publicity } from '#shared/views/publicity-rows.ts';
import { failedRollback } from '#shared/views/rollback-task.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { CriteriaPanel } from '../decisions/criteria-panel.tsx';
import { CanaryMetricsPanel } from '../signals/canary-metrics-panel.tsx';
import { ErrorRatePanel } from '../signals/error-rate-panel.tsx';
import { ComingUpPanel } from './coming-up-panel.tsx';
import { NeedsPanel } from './needs-panel.tsx';
import { PublicityPanel } from './publicity-panel.tsx';
import { Task } from './task.tsx';
import { TaskDetail } from './task-detail.tsx';
import { UnfinishedRollback } from './unfinished-rollback.tsx';
import './now.css';
import './decide.css';

/** What to do next, and may I: without scrolling. */
export function NowView() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const task = nowTask(state, now);
  const failed = failedRollback(state);
  return (
    <>
      <Task task={task} now={now} />
      {failed === null || task.kind === 'rolling-back' || task.kind === 'scrubbed' ? null : (
        <UnfinishedRollback action={failed} />
      )}
      <div className="now-grid now-grid-fill">
        <TaskDetail task={task} now={now} />
        <Beside task={task} now={now} />
      </div>
      <div className={`now-grid now-grid-low ${task.kind === 'gate' ? 'now-grid-slim' : ''}`}>
        <Below task={task} now={now} />
        {publicity(state).isOpen ? <PublicityPanel now={now} /> : <ComingUpPanel now={now} />}
      </div>
    </>
  );
}

type PartProps = { readonly task: NowTask; readonly now: number };

/** What helps to answer the task: the criteria of a decision, what needs a person, the canary. */
function Beside({ task, now }: PartProps) {
  const isBegun = useLaunch((replica) => everBegun(replica.state));
  if (task.kind === 'gate') return <CriteriaPanel gate={task.gate} now={now} />;
  return isBegun ? <CanaryMetricsPanel /> : <NeedsPanel now={now} />;
}

function Below({ task, now }: PartProps) {
  const isBegun = useLaunch((replica) => everBegun(replica.state));
  if (task.kind === 'gate' && !isBegun) return <NeedsPanel now={now} />;
  if (task.kind === 'list' && task.gate !== null) return <CriteriaPanel gate={task.gate} now={now} />;
  return <ErrorRatePanel />;
}
