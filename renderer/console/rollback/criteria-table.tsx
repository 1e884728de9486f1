import { useState } from 'react';
import { type CriterionRow, criteriaGroups } from '#shared/views/criterion-rows.ts';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Bar } from '../../ui/bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { RaiseDialog } from './raise-dialog.tsx';
import './criteria.css';

/** All criteria: what is measured with its limit and the time until it trips, what a person knows with one click. */
export function CriteriaTable() {
  const state = useLaunch((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const freshMs = useFreshMs();
  const [raising, setRaising] = useState<CriterionRow | null>(null);
  const groups = criteriaGroups(state, latest, now, freshMs);
  const { baseline } = state.signal;
  return (
    <>
      {groups.map(({ severity, title, rows }) => (
        <Panel
          key={severity}
          title={title}
          aside={severity === 'immediate' ? baselineText(baseline, now) : undefined}
          className="criteria-panel"
        >
          <ul className="criterion-list">
            {rows.map((row) => (
              <Criterion key={row.id} row={row} onRaise={() => setRaising(row)} />
            ))}
          </ul>
        </Panel>
      ))}
      {raising === null ? null : <RaiseDialog row={raising} onClose={() => setRaising(null)} />}
    </>
  );
}

const baselineText = (baseline: { readonly at: number; readonly samples: number } | null, now: number): string =>
  baseline === null
    ? 'no baseline captured yet'
    : `baseline of ${baseline.samples} samples, captured ${age(now - baseline.at)} ago`;

function Criterion({ row, onRaise }: { readonly row: CriterionRow; readonly onRaise: () => void }) {
  const color = row.mark.tone === 'act' ? 'act' : row.leftMs === null ? 'good' : 'watch';
  // What can't be measured now a person may know (authority: anyone raises a criterion).
  const raise =
    row.isOpen || (row.isWatched && row.mark.tone !== 'unknown') ? null : (
      <Button size="small" aria-label={`Raise: ${row.title}`} onClick={onRaise}>
        Raise
      </Button>
    );
  return (
    <li className="criterion">
      <span className="criterion-title">
        {row.title}
        {row.isWatched ? <span className="dim num">{row.limit}</span> : null}
      </span>
      <span className="criterion-mark">
        {row.mark.tone === null ? (
          <span className="dim">{row.mark.word}</span>
        ) : (
          <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
        )}
      </span>
      {row.isWatched ? (
        <>
          <span className="criterion-value">
            <span className="num">{row.value}</span>
            <span className="dim ellipsis" title={row.where}>
              {row.where}
            </span>
          </span>
          <span className="criterion-bar">
            <Bar percent={row.builtPercent} label={`${row.title}, how much of its time has passed`} color={color} />
          </span>
          <span className="num right criterion-left">
            {row.leftMs === null ? raise : `trips in ${minutesSeconds(row.leftMs)}`}
          </span>
        </>
      ) : (
        <span className="criterion-raise">{raise}</span>
      )}
    </li>
  );
}
