import { handProcedures } from '#shared/views/hand-procedures.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Where } from '../act/where.tsx';

/** The exact commands for doing either procedure without this console; what is done by hand is seen and recorded. */
export function ByHandPanels() {
  const state = useLaunch((replica) => replica.state);
  // The engine knows this cluster and its flag service; without it, what follows from the runbook.
  const readiness = useObservations((seen) => seen.latest?.readiness ?? null);
  return (
    <>
      <p className="muted">
        If nobody can sign in, or the console is gone. For <Where />. What is done by hand is seen and recorded as done
        outside; the same stands on the paper.
      </p>
      {handProcedures(state, readiness).map(({ id, title, steps, isProven }) => (
        <Panel
          key={id}
          title={`${title} by hand`}
          aside={isProven ? 'as this cluster accepts them just now' : 'from the runbook'}
        >
          <ol className="hand-procedure">
            {steps.map((step, index) => (
              <li key={step.title}>
                <span className="num dim">{index + 1}</span>
                <b>{step.title}</b>
                {step.commands.length === 0 ? (
                  <span className="muted">no command: done by voice or with the text on the paper</span>
                ) : (
                  <CopyBlock label={`${title}: ${step.title}`} text={step.commands.join('\n')} />
                )}
              </li>
            ))}
          </ol>
        </Panel>
      ))}
    </>
  );
}
