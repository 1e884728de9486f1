import { canaryMetrics } from '#shared/views/canary-metrics.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Age } from '../../ui/age.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import './signals.css';

/** The canary's metrics with their limits: what a promotion depends on (runbook §2.2). */
export function CanaryMetricsPanel() {
  const state = useLaunch((replica) => replica.state);
  const lastAt = useObservations((seen) => seen.points.at(-1)?.at ?? null);
  const now = useNow();
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  return (
    <Panel title="Canary metrics" aside={<Age at={lastAt} now={now} />} scrolls>
      <Table label="Canary metrics">
        {canaryMetrics(plan, state.signal).map((row) => (
          <tr key={row.id}>
            <td className="mark-cell">
              <StateMark tone={row.tone} />
            </td>
            <td>
              {row.title}
              <div className="dim">{row.limit}</div>
            </td>
            <td className="right">
              <span className="num">{row.value}</span>
              <div className="dim">{row.where}</div>
            </td>
          </tr>
        ))}
      </Table>
      <CriteriaWatch />
    </Panel>
  );
}

/** Rollback criteria whose condition is met just now, with the time until they trip. */
function CriteriaWatch() {
  const latest = useObservations((seen) => seen.latest);
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  const now = useNow();
  const building = (latest?.criteria ?? []).filter(
    (watch) => watch.verdict === 'building' || watch.verdict === 'tripped',
  );
  return (
    <>
      {building.map((watch) => (
        <p key={`${watch.criterion} ${watch.where}`} className="criteria-watch">
          <StateMark tone={watch.verdict === 'tripped' ? 'act' : 'watch'}>
            {plan?.criteria.find((criterion) => criterion.id === watch.criterion)?.title ?? watch.criterion}
          </StateMark>{' '}
          <span className="muted">
            {watch.where}
            {watch.tripsAt === null ? '' : `, trips in ${Math.max(0, Math.ceil((watch.tripsAt - now) / 1000))} s`}
          </span>
        </p>
      ))}
    </>
  );
}
