import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Panel } from '../../ui/panel.tsx';
import { ChecklistPanel } from './checklist-panel.tsx';
import { CriteriaList } from './criteria-list.tsx';
import { GiveGo, GiveNoGo } from './decide-gate.tsx';
import { GateVerdict } from './gate-verdict.tsx';
import { VotesPanel } from './votes-panel.tsx';
import './checklists.css';

/** The checklists with their items, and the gates with votes, criteria and decision. */
export function ChecklistsView() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  return (
    <div className="checklists">
      <div className="now-stack">
        {plan.checklists.map((checklist) => (
          <ChecklistPanel key={checklist.id} checklist={checklist} />
        ))}
      </div>
      <div className="now-stack">
        {plan.gates.map((gate) => (
          <div className="now-stack" key={gate.id}>
            <VotesPanel gate={gate} now={now} />
            <Panel title={`Decision: ${gate.title}`}>
              <CriteriaList criteria={gateCriteria(state, gate.id, now)} />
              <GateVerdict gate={gate} now={now} />
              <div className="task-actions">
                <GiveGo gate={gate} now={now} />
                <GiveNoGo gate={gate} />
              </div>
            </Panel>
          </div>
        ))}
      </div>
    </div>
  );
}
