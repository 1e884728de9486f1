import { useMemo } from 'react';
import type { LimitLine } from '#shared/views/limits.ts';
import { series } from '#shared/views/signals/series.ts';
import { stageMarks } from '#shared/views/stage-marks.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Age } from '../../ui/age.tsx';
import { LiveChart } from '../../ui/chart/live-chart.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRem } from './use-rem.ts';

type Props = {
  readonly title: string;
  readonly which: 'errorRatePercent' | 'p95Ms' | 'requestsPerSecond';
  readonly unit: string;
  readonly digits: number;
  readonly least: number;
  readonly limit: LimitLine | null;
  readonly value: string;
  readonly subset: 'stable' | 'canary';
  readonly note: string;
};
const HOUR_MS = 3_600_000;

/** One signal of the last hour, canary and stable, with its value in large. */
export function SignalPanel({ title, which, unit, digits, least, limit, value, subset, note }: Props) {
  const points = useObservations((seen) => seen.points);
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const rem = useRem();
  const lines = useMemo(() => series(points, which), [points, which]);
  const marks = useMemo(() => stageMarks(state), [state]);
  return (
    <Panel title={title} aside={<Age at={points.at(-1)?.at ?? null} now={now} />} className="signal-panel">
      <div className="signal-chart">
        <LiveChart
          key={rem}
          label={`${title}, canary and stable, last hour`}
          series={lines}
          decor={{ marks, limit, unit, digits, fontPx: rem }}
          now={now}
          windowMs={HOUR_MS}
          least={least}
        />
      </div>
      <div className="signal-value">
        <span className={`wall-big num ${subset}`}>{value}</span>
        <span className="wall-label ellipsis">{note}</span>
      </div>
    </Panel>
  );
}
