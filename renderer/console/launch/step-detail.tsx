import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { OperationsPanel } from '../now/operations-panel.tsx';
import { StepPreview } from '../now/step-preview.tsx';

/** One step: what it does, how far it is, and what is seen for each service and subset. */
export function StepDetail({ step, now }: { readonly step: Step; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const { action } = stepStatus(state, step.id, now);
  return (
    <div className="now-stack">
      {action === null || action.startedAt === null ? (
        <StepPreview step={step} />
      ) : (
        <OperationsPanel action={action} now={now} />
      )}
      {action !== null && action.seen.length > 0 ? (
        <Panel title="Verified by" aside={action.state}>
          <Table label="Verified by" head={['What', 'Expected', 'Seen', '']}>
            {action.seen.map((seen) => (
              <tr key={seen.what}>
                <td>{seen.what}</td>
                <td className="num">{seen.expected}</td>
                <td className="num">{seen.seen}</td>
                <td>
                  <StateMark tone={seen.agrees ? 'good' : 'act'}>{seen.agrees ? 'agrees' : 'differs'}</StateMark>
                </td>
              </tr>
            ))}
          </Table>
        </Panel>
      ) : null}
    </div>
  );
}
