import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { CriteriaList } from './criteria-list.tsx';

/** The decision criteria of a gate, read from the state (reconciled 29). */
export function CriteriaPanel({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <Panel title="Decision criteria" aside={gate.title} scrolls>
      <CriteriaList criteria={gateCriteria(state, gate.id, now)} />
    </Panel>
  );
}
