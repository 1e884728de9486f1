import { nearGate } from '#shared/views/day-task.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { choose, useView } from '../../stores/view.ts';
import { GatePanel } from './gate-panel.tsx';
import { OpenDecisions } from './open-decisions.tsx';
import './decisions.css';

/** The decisions of the day with attendance, votes, criteria and verdict; the one that is near stands open. */
export function DecisionsView() {
  const state = useLaunch((replica) => replica.state);
  const target = useView((view) => view.target);
  const now = useNow();
  const gates = state.launch?.plan.gates ?? [];
  const isKnown = target === '' || gates.some((gate) => gate.id === target);
  const opened = isKnown ? target : nearGate(state, now)?.id;
  return (
    <>
      <OpenDecisions now={now} />
      {gates.map((gate) => (
        <GatePanel
          key={gate.id}
          gate={gate}
          now={now}
          isOpen={gate.id === opened}
          onToggle={() => choose(gate.id === opened ? '' : gate.id)}
        />
      ))}
      {gates.length === 0 ? <p className="muted">This runbook has no decision of its own.</p> : null}
    </>
  );
}
