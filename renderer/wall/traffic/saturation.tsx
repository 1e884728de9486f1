import type { ObservationBatch } from '#shared/contract/observations.ts';
import { figure } from '#shared/views/format/figure.ts';
import { isFresh } from '#shared/views/signals/freshness.ts';
import { Age } from '../../ui/age.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/panel.tsx';

type Props = { readonly latest: ObservationBatch | null; readonly now: number; readonly freshMs: number };

const color = (percent: number | null) =>
  percent === null ? 'good' : percent > 95 ? 'act' : percent > 80 ? 'watch' : 'good';

/** How full things are; above 95 % is a criterion (runbook §3.1). */
export function Saturation({ latest, now, freshMs }: Props) {
  const isSeen = isFresh(latest?.at, now, freshMs);
  const rows = latest?.saturation ?? [];
  return (
    <Panel title="Saturation" aside={<Age at={latest?.at ?? null} now={now} />} className="saturation">
      {rows.length === 0 ? <p className="wall-label">Nothing is measured.</p> : null}
      <ul>
        {rows.map(({ title, percent }) => {
          const value = isSeen ? percent : null;
          return (
            <li key={title}>
              <span className="wall-label">{title}</span>
              <Bar percent={value} label={title} color={color(value)} />
              <b className="num">{value === null ? 'unknown' : `${figure(value)} %`}</b>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
