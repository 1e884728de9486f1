import { handSteps } from '#shared/views/paper/hand-steps.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';
import './rollback.css';

/** The exact commands for doing it without this console; what is done by hand is seen and recorded. */
export function ByHandPanel() {
  const state = useLaunch((replica) => replica.state);
  const known = useObservations((seen) => seen.latest?.readiness.byHand) ?? [];
  // The engine knows this cluster and its flag service; without it, what follows from the runbook.
  const text = handSteps(state, known)
    .filter((step) => step.commands.length > 0)
    .map((step) => `# ${step.title}\n${step.commands.join('\n')}`)
    .join('\n\n');
  return (
    <Panel title="By hand, if nobody can sign in" aside="select and copy">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section className="by-hand" aria-label="Commands" tabIndex={0} data-scrolls="">
        {text}
      </section>
    </Panel>
  );
}
