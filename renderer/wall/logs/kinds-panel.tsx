import { figure } from '#shared/views/format/figure.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import type { LogKindRow } from '#shared/views/log-kind-rows.ts';
import { Panel } from '../../ui/panel.tsx';
import { Spark } from '../../ui/spark.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = { readonly rows: readonly LogKindRow[]; readonly isBlind: boolean; readonly zone: string };
/** Rows that fit; the rest is told as a number. */
const SHOWN = 6;

/** The kinds of error of the last fifteen minutes. */
export function KindsPanel({ rows, isBlind, zone }: Props) {
  const more = rows.length - SHOWN;
  return (
    <Panel
      title="Kinds of error, last 15 minutes"
      aside={isBlind ? 'not live' : more > 0 ? `live, and ${more} kinds more` : 'live'}
      className="kinds"
    >
      {rows.length === 0 ? (
        <p className="wall-label">
          {isBlind ? 'Nothing is known: the logs are not being read.' : 'No errors in the last 15 minutes.'}
        </p>
      ) : (
        <ul>
          <li className="kinds-row kinds-head" aria-hidden="true">
            <span />
            <span>What</span>
            <span>Where</span>
            <span className="right">Count</span>
            <span>Trend</span>
            <span>First seen</span>
          </li>
          {rows.slice(0, SHOWN).map((row) => (
            <li className="kinds-row" key={row.key}>
              <span className="kinds-mark">
                <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
              </span>
              <span className="num ellipsis kinds-what">{row.text}</span>
              <span className="ellipsis">{row.service}</span>
              <span className="num kinds-count">{figure(row.count)}</span>
              <span className="kinds-spark">
                <Spark
                  values={row.trend}
                  color={row.mark.tone === 'good' ? 'unknown' : row.mark.tone}
                  label={`${row.text}: trend`}
                />
              </span>
              <span className="num dim">{clockTime(row.firstAt, zone)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
