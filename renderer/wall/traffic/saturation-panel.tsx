import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { type MeasureRow, measureRows } from '#shared/views/measure-rows.ts';
import { isWall } from '../../console/detail/open-detail.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { SourceAge } from '../source-age.tsx';
import { LimitBar } from './limit-bar.tsx';

type Props = {
  readonly criteria: readonly RollbackCriterion[];
  readonly latest: ObservationBatch | null;
  readonly now: number;
  readonly freshMs: number;
};

/** So many can be read from three metres; of more the gravest are shown, and on the console the others are scrolled to. */
const SHOWN = 5;

/** How full things are and what else is measured, each with its limit; the gravest first (runbook §3.1). */
export function SaturationPanel({ criteria, latest, now, freshMs }: Props) {
  const rows = measureRows(latest, now, freshMs, criteria);
  const isPresenter = usePresenter();
  const shown = isWall() ? rows.slice(0, SHOWN) : rows;
  const rest = rows.slice(SHOWN);
  return (
    <Panel
      title="Saturation"
      aside={
        <>
          {rest.length === 0 ? '' : `${restText(rest)}, `}
          <SourceAge kind="metrics" at={latest?.measures.find(({ at }) => at !== null)?.at ?? null} />
        </>
      }
      className="saturation"
    >
      {rows.length === 0 ? <p className="wall-label">Nothing is measured: the runbook names no measures.</p> : null}
      <ul data-scrolls={isWall() ? undefined : ''}>
        {shown.map((row) => (
          <Measured key={row.id} row={row} isPresenter={isPresenter} />
        ))}
      </ul>
    </Panel>
  );
}

const restText = (rest: readonly MeasureRow[]): string => {
  const calm = rest.filter(({ mark }) => mark.tone === 'good').length;
  if (calm === 0) return `${rest.length} more`;
  return calm === rest.length ? `${calm} more within limits` : `${rest.length} more, ${calm} within limits`;
};

/** Names of nodes and pods are no presenter's business. */
const underName = ({ trips, detail, where }: MeasureRow, isPresenter: boolean): string =>
  [trips, detail, isPresenter ? '' : where].filter(Boolean).join(', ');

type MeasuredProps = { readonly row: MeasureRow; readonly isPresenter: boolean };

const Measured = ({ row, isPresenter }: MeasuredProps) => (
  <li>
    <Tile of={{ kind: 'measure', id: row.id }} className="saturation-row">
      <span className="saturation-name">
        <span className="ellipsis">{row.title}</span>
        <small className={`num ellipsis ${row.trips === '' ? 'dim' : 'watch'}`}>{underName(row, isPresenter)}</small>
      </span>
      <LimitBar
        percent={row.filledPercent}
        limitPercent={row.limitPercent}
        tone={row.mark.tone}
        label={`${row.title}: ${row.text}, ${row.mark.word}${row.detail === '' ? '' : `, ${row.detail}`}`}
      />
      <b className={`num ${row.mark.tone === 'good' ? '' : row.mark.tone}`}>{row.text}</b>
    </Tile>
  </li>
);
