import { answerTime, noValue } from '#shared/views/format/figure.ts';
import type { MonitorRow } from '#shared/views/status/monitor-rows.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { FittingRows } from './fitting-rows.tsx';
import { History } from './history.tsx';

const aside = (monitors: readonly MonitorRow[]): string => {
  const up = monitors.filter(({ mark }) => mark.tone === 'good' || mark.tone === 'watch').length;
  return `${up} of ${monitors.length} up`;
};

/** What is seen from outside, with the last looks as bars. */
export const MonitorsPanel = ({ monitors }: { readonly monitors: readonly MonitorRow[] }) => {
  const isPresenter = usePresenter();
  return (
    <Panel title="From outside" aside={monitors.length === 0 ? undefined : aside(monitors)} className="status-list">
      {monitors.length === 0 ? <p className="wall-label">No check from outside is set up in this launch.</p> : null}
      <FittingRows rows={monitors} rowRem={4.25} toneOf={({ mark }) => mark.tone} keyOf={({ id }) => id} calm="all up">
        {(monitor) => (
          <Tile of={{ kind: 'monitor', id: monitor.id }} className="monitor-row">
            <span className="status-name">
              <b className="ellipsis">{monitor.title}</b>
              <small className="dim ellipsis">{isPresenter ? '' : monitor.text}</small>
            </span>
            <span className="status-state">
              <StateMark tone={monitor.mark.tone}>{monitor.mark.word}</StateMark>
            </span>
            <History bars={monitor.bars} title={monitor.title} />
            <span className="num monitor-latency">
              {monitor.latencyMs === null ? noValue : answerTime(monitor.latencyMs)}
            </span>
          </Tile>
        )}
      </FittingRows>
    </Panel>
  );
};
