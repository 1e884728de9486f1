import { use } from 'react';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import type { AlertRow, AlertsView, SilenceRow } from '#shared/views/status/alert-rows.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Hidden } from '../hidden.tsx';
import { FittingRows } from './fitting-rows.tsx';
import { StatusAct } from './status-acts.ts';

type Row = ({ readonly kind: 'alert' } & AlertRow) | ({ readonly kind: 'silence' } & SilenceRow);

const rowsOf = ({ firing, silences }: AlertsView): readonly Row[] => [
  ...(firing ?? []).map((row) => ({ ...row, kind: 'alert' as const })),
  ...silences.map((row) => ({ ...row, kind: 'silence' as const })),
];

/** What alarms now, and what is silenced as noise of the launch, with its end. */
export function AlertsPanel({ view, now }: { readonly view: AlertsView; readonly now: number }) {
  const rows = rowsOf(view);
  const silenced = view.silencedCount === 0 ? '' : `, ${view.silencedCount} silenced`;
  const note = view.note === null ? '' : `, ${view.note}`;
  return (
    <Panel
      title="Alerts"
      aside={view.firing === null ? 'not read' : `${view.firing.length} firing${silenced}${note}`}
      className="status-list"
    >
      {view.firing === null ? (
        <p className="alerts-unknown">
          <StateMark tone="unknown">unknown</StateMark>
          <span className="wall-label">{view.note}</span>
        </p>
      ) : null}
      {view.firing?.length === 0 && rows.length === 0 ? <p className="wall-label">No alert is firing.</p> : null}
      <FittingRows
        rows={rows}
        rowRem={4.25}
        toneOf={({ mark }) => mark.tone}
        keyOf={(row) => (row.kind === 'alert' ? row.key : row.id)}
        calm="all calm"
      >
        {(row) => (row.kind === 'alert' ? <Firing row={row} now={now} /> : <Silenced row={row} />)}
      </FittingRows>
    </Panel>
  );
}

function Firing({ row, now }: { readonly row: AlertRow; readonly now: number }) {
  const act = use(StatusAct);
  const isPresenter = usePresenter();
  const { name, labels, summary, since } = row.alert;
  return (
    <div className="status-line">
      <Tile of={{ kind: 'alert', name, labels: { ...labels } }} className="alert-row">
        <span className="status-state">
          <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
        </span>
        <span className="status-name">
          <b className="ellipsis">{isPresenter ? <Hidden /> : name}</b>
          <small className="dim ellipsis">{isPresenter ? '' : [row.where, summary].filter(Boolean).join(', ')}</small>
        </span>
        <span className="num muted alert-time">{age(now - since)}</span>
      </Tile>
      {act?.silence(row.alert)}
    </div>
  );
}

function Silenced({ row }: { readonly row: SilenceRow }) {
  const act = use(StatusAct);
  const isPresenter = usePresenter();
  const isOver = row.mark.tone === 'act';
  return (
    <div className="status-line">
      <Tile of={{ kind: 'silence', id: row.id }} className="alert-row">
        <span className="status-state">
          <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
        </span>
        <span className="status-name">
          <b className="ellipsis">{isPresenter ? <Hidden /> : row.alert}</b>
          <small className="dim ellipsis">{isPresenter ? '' : (row.trouble ?? `${row.reason}, ${row.by}`)}</small>
        </span>
        <span className="num muted alert-time">{isOver ? '' : `${minutesSeconds(row.leftMs)} left`}</span>
      </Tile>
      {isOver ? null : act?.lift(row.id, row.alert)}
    </div>
  );
}
