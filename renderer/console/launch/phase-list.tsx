import { minuteTime } from '#shared/views/format/wall-time.ts';
import { stepRow } from '#shared/views/step-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProgressMark } from '../../ui/progress-mark.tsx';

type Props = { readonly now: number; readonly selected: string; readonly onSelect: (step: string) => void };

/** Phases and their steps in order, each with its state and time. */
export function PhaseList({ now, selected, onSelect }: Props) {
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  return (
    <Panel title="Phases and steps">
      {plan.phases.map((phase) => (
        <section key={phase.id} className="phase">
          <h3>
            Phase {phase.number} {phase.title}
            <span className="num dim">{minuteTime(state.clock.tZeroAt + phase.plannedAt, plan.timeZone)}</span>
          </h3>
          <ul>
            {plan.steps
              .filter((step) => step.phase === phase.id)
              .map((step) => stepRow(state, step, now))
              .map((row) => (
                <li key={row.step.id}>
                  <button
                    type="button"
                    className="step-item"
                    aria-pressed={row.step.id === selected}
                    onClick={() => onSelect(row.step.id)}
                  >
                    <span className="num dim">{minuteTime(row.at, plan.timeZone)}</span>
                    <span className="step-title">
                      {row.step.title}
                      {row.note === '' ? null : <small className="muted num">{row.note}</small>}
                    </span>
                    <ProgressMark tone={row.mark.tone} word={row.mark.word} />
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
