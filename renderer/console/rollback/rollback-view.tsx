import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { DecisionTask } from '../now/decision-task.tsx';
import { RollingTask } from '../now/rolling-task.tsx';
import { TaskCard } from '../now/task-card.tsx';
import { ErrorRatePanel } from '../signals/error-rate-panel.tsx';
import { AskRollback } from './ask-rollback.tsx';
import { ByHandPanel } from './by-hand-panel.tsx';
import { RaisePanel } from './raise-panel.tsx';
import { ReadinessRow } from './readiness-row.tsx';
import { RollbackStepsPanel } from './rollback-steps-panel.tsx';
import { WhoDecidesPanel } from './who-decides-panel.tsx';
import './rollback.css';

/** Everything for going back: the open decision, who decides, the six steps, whether it would work, and by hand. */
export function RollbackView() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const inHand = rollbackInHand(state);
  const [decision, ...others] = openDecisions(state);
  return (
    <>
      {inHand !== null ? (
        <RollingTask action={inHand} now={now} />
      ) : decision !== undefined ? (
        <DecisionTask decision={decision} others={others.length} now={now} />
      ) : (
        <TaskCard
          label="No decision is open"
          tone="plain"
          head="Roll back to stable?"
          text="All traffic to stable, canary to zero, launch flags off. With no decision open the Launch Commander decides alone."
        >
          <AskRollback />
        </TaskCard>
      )}
      <div className="now-grid rollback-upper">
        <ErrorRatePanel />
        <WhoDecidesPanel />
      </div>
      <RollbackStepsPanel now={now} />
      <ReadinessRow />
      <div className="now-grid">
        <RaisePanel />
        <ByHandPanel />
      </div>
    </>
  );
}
