import { useMemo } from 'react';
import type { TileSignal } from '#shared/contract/observed/detail.ts';
import { eventMarks } from '#shared/views/event-marks.ts';
import type { LimitLine } from '#shared/views/limits.ts';
import { allKnown } from '#shared/views/signals/freshness.ts';
import { withGaps } from '#shared/views/signals/gaps.ts';
import { series } from '#shared/views/signals/series.ts';
import type { SignalNote } from '#shared/views/traffic-panels.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { useView } from '../../stores/view.ts';
import { LiveChart } from '../../ui/chart/live-chart.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SourceAge } from '../source-age.tsx';
import { useRem } from '../use-rem.ts';
import type { TrafficSeen } from './traffic-seen.ts';

type Props = {
  readonly title: string;
  readonly which: 'errorRatePercent' | 'p95Ms' | 'requestsPerSecond';
  readonly signal: TileSignal;
  readonly unit: string;
  readonly digits: number;
  readonly least: number;
  readonly limits: readonly LimitLine[];
  /** The value of the limit that matters now. */
  readonly reach: number | null;
  readonly value: string;
  readonly subset: 'stable' | 'canary';
  readonly note: SignalNote;
  readonly seen: TrafficSeen;
};
const HOUR_MS = 3_600_000;

/** One signal of the last hour, canary against stable, with its value in large. */
export function SignalPanel(props: Props) {
  const { title, which, signal, unit, digits, least, limits, reach, value, subset, note, seen } = props;
  const { plan, state, latest, points, now } = seen;
  const knownUntil = latest?.knownUntil ?? null;
  const known = useMemo(() => allKnown(points, { knownUntil }), [points, knownUntil]);
  const rem = useRem();
  const theme = useView((view) => view.theme);
  const { stepMs } = plan.signals;
  const lines = useMemo(() => withGaps(series(known, which), stepMs), [known, which, stepMs]);
  const marks = useMemo(() => eventMarks(state), [state]);
  return (
    <Panel title={title} aside={<SourceAge kind="metrics" at={known.at(-1)?.at ?? null} />} className="signal-panel">
      <Tile of={{ kind: 'signal', signal, service: null }} className="signal-tile">
        <span className="signal-chart">
          <LiveChart
            key={`${rem} ${theme}`}
            label={`${title}, canary and stable, last hour`}
            series={lines}
            decor={{ marks, limits, reach, unit, digits, fontPx: rem * 1.125 }}
            now={now}
            windowMs={HOUR_MS}
            least={least}
          />
        </span>
        <span className="signal-value">
          <span className={`wall-big num ${note.tone === 'unknown' ? 'dim' : subset}`}>{value}</span>
          <span className="wall-label ellipsis">
            {note.tone === null ? note.text : <StateMark tone={note.tone}>{note.text}</StateMark>}
          </span>
        </span>
      </Tile>
    </Panel>
  );
}
