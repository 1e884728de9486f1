import type { LogKindRow, LogKindsObserved } from '#shared/contract/observed/logs.ts';
import { figure } from '#shared/views/format/figure.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { kindMarks } from '#shared/views/log-kind-rows.ts';
import type { LogReading } from '#shared/views/log-reading.ts';
import { noKindsText } from '#shared/views/log-words.ts';
import { isWall } from '../../console/detail/open-detail.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { useObservations } from '../../stores/observations.ts';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { Spark } from '../../ui/spark.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Hidden } from '../hidden.tsx';
import { SourceAge } from '../source-age.tsx';

type Props = { readonly kinds: LogKindsObserved | null; readonly reading: LogReading; readonly zone: string };
/** Rows that fit; the rest is told as a number, and scrolled to on the console. */
const SHOWN = 6;

/** The kinds of error of the last fifteen minutes. */
export function KindsPanel({ kinds, reading, zone }: Props) {
  const seenAt = useObservations((seen) => seen.latest?.sources.find(({ id }) => id === 'logs')?.seenAt ?? null);
  const all = kinds?.rows ?? [];
  const rows = isWall() ? all.slice(0, SHOWN) : all;
  const more = (kinds?.kinds ?? 0) - Math.min(SHOWN, all.length);
  return (
    <Panel
      title="Kinds of error, last 15 minutes"
      aside={
        <>
          {more > 0 ? `${figure(more)} more ${more === 1 ? 'kind' : 'kinds'} · ` : null}
          {kinds !== null && kinds.others > 0 ? `${figure(kinds.others)} errors of too many kinds · ` : null}
          <SourceAge kind="logs" at={seenAt} />
        </>
      }
      className="kinds"
    >
      {rows.length === 0 ? (
        <p className="wall-label">{noKindsText(kinds, reading)}</p>
      ) : (
        <ul data-scrolls={isWall() ? undefined : ''}>
          <li className="kinds-row kinds-head" aria-hidden="true">
            <span />
            <span>What</span>
            <span>Where</span>
            <span className="right">Count</span>
            <span>Trend</span>
            <span>First seen</span>
          </li>
          {rows.map((row) => (
            <Row key={row.key} row={row} isBlind={reading.isBlind} zone={zone} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ row, isBlind, zone }: { readonly row: LogKindRow; readonly isBlind: boolean; readonly zone: string }) {
  const isPresenter = usePresenter();
  const { word, tone } = kindMarks[row.mark];
  return (
    <li className="kinds-row">
      <span className="kinds-mark">
        <StateMark tone={isBlind ? 'unknown' : tone}>{word}</StateMark>
      </span>
      {isPresenter ? (
        <Hidden />
      ) : (
        <Tile of={{ kind: 'log-kind', fingerprint: row.key }} className="num ellipsis kinds-what">
          {row.text}
        </Tile>
      )}
      <span className="ellipsis kinds-where">
        {row.service}
        {row.where === 'canary' || row.where === 'stable' ? <small className={row.where}> {row.where}</small> : null}
      </span>
      <span className="num kinds-count">{figure(row.count)}</span>
      <span className="kinds-spark">
        <Spark
          values={row.trend}
          color={isBlind || tone === 'good' ? 'unknown' : tone}
          label={`${isPresenter ? 'This kind' : row.text}: trend`}
        />
      </span>
      <span className="num dim">{clockTime(row.firstAt, zone)}</span>
    </li>
  );
}
