import { figure } from '#shared/views/format/figure.ts';
import type { MonitorRow } from '#shared/views/public-status.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** What is seen from outside, with the last checks as bars: tall and green up, short and red down. */
export const MonitorsPanel = ({ monitors }: { readonly monitors: readonly MonitorRow[] }) => (
  <Panel
    title="From outside"
    aside={`${monitors.length} ${monitors.length === 1 ? 'check' : 'checks'}`}
    className="monitors"
  >
    {monitors.length === 0 ? <p className="wall-label">No check from outside is set up in this launch.</p> : null}
    <ul>
      {monitors.map((monitor) => (
        <li key={monitor.id}>
          <span className="monitor-name">
            <b className="ellipsis">{monitor.title}</b>
            <small className="dim ellipsis">{monitor.text}</small>
          </span>
          <span className="monitor-state">
            <StateMark tone={monitor.mark.tone}>{monitor.mark.word}</StateMark>
          </span>
          <History history={monitor.history} title={monitor.title} />
          <span className="num monitor-latency">
            {monitor.latencyMs === null ? '–' : `${figure(monitor.latencyMs)} ms`}
          </span>
        </li>
      ))}
    </ul>
  </Panel>
);

const History = ({ history, title }: { readonly history: MonitorRow['history']; readonly title: string }) => (
  <svg
    className="monitor-history"
    viewBox="0 0 240 32"
    preserveAspectRatio="none"
    role="img"
    aria-label={`${title}: last ${history.length} checks`}
  >
    {history.slice(-40).map((point, index) => (
      <rect
        key={point.at}
        x={index * 6}
        y={point.isUp ? 0 : 14}
        width="4"
        height={point.isUp ? 32 : 18}
        fill={point.isUp ? 'var(--good)' : 'var(--act)'}
      />
    ))}
  </svg>
);
