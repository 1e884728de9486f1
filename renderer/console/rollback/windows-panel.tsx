import { spoken } from '#shared/views/format/duration.ts';
import { pointsOfNoReturn, rollbackWindows } from '#shared/views/rollback-windows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** Until when which way back is open, and which steps take one away (runbook §3.1, reconciled 25). */
export function WindowsPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const estimateMs = useObservations((seen) => seen.latest?.readiness.estimateMs ?? null);
  const windows = rollbackWindows(state, now);
  const points = pointsOfNoReturn(state, estimateMs);
  const isLaunched = state.launch?.launchedAt !== null;
  if (windows.length === 0 && points.length === 0) return null;
  return (
    <Panel title="Ways back" aside={isLaunched ? 'since 100 % was verified' : 'counted from 100 % verified'}>
      <ul className="ways-back">
        {windows.map((row) => (
          <li key={row.title} className={row.state === 'now' ? '' : 'dim'}>
            <span className="num ways-span">{row.span}</span>
            <span>
              {row.title}
              {row.state === 'now' && row.considerations.length > 0 ? (
                <span className="muted"> {row.considerations.join(' ')}</span>
              ) : null}
            </span>
            <span className="num right">
              {row.state === 'past' ? 'over' : row.leftMs === null ? '' : `${spoken(row.leftMs)} left`}
            </span>
          </li>
        ))}
        {points.map(({ step, isPassed, before, after }) => (
          <li key={step.id}>
            <StateMark tone={isPassed ? 'act' : 'watch'}>{isPassed ? 'passed' : 'ahead'}</StateMark>
            <span>
              Point of no return: {step.title}{' '}
              <span className="muted">
                {isPassed ? `To a safe state now: ${after}.` : `To a safe state: ${before}. After it: ${after}.`}
              </span>
            </span>
            <span />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
