import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { decisionClock } from '#shared/views/decision-clock.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';

/** Criteria of a rollback that have tripped and that nobody has answered: they are answered on Rollback. */
export function OpenDecisions({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const decisions = openDecisions(state);
  const plan = state.launch?.plan;
  if (plan === undefined || decisions.length === 0) return null;
  return (
    <Panel title="Open decisions about a rollback" aside={decisions.length} tone="act">
      <Table label="Open decisions">
        {decisions.map((decision) => (
          <tr key={decision.id}>
            <td>
              <StateMark tone="act">{decision.severity}</StateMark>
            </td>
            <td>
              <b>{decision.title}</b> <span className="muted">{decision.evidence}</span>
            </td>
            <td className="muted">{authorityById(plan, decision.authority)?.title ?? decision.authority}</td>
            <td className="num right">{decisionClock(decision.dueAt, now)}</td>
            <td className="right">
              <Button look="danger" size="small" shortcut="R" onClick={() => show('rollback')}>
                Rollback
              </Button>
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
