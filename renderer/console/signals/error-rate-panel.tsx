import { useMemo } from 'react';
import { eventMarks } from '#shared/views/event-marks.ts';
import { errorRateLimits, nextLimit } from '#shared/views/limits.ts';
import { withGaps } from '#shared/views/signals/gaps.ts';
import { series } from '#shared/views/signals/series.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { useView } from '../../stores/view.ts';
import { Age } from '../../ui/age.tsx';
import { LiveChart } from '../../ui/chart/live-chart.tsx';
import { Panel } from '../../ui/panel.tsx';
import './signals.css';

const HOUR_MS = 3_600_000;

/** Worst error rate of canary and stable over the last hour, with the limit that matters now. */
export function ErrorRatePanel() {
  const points = useObservations((seen) => seen.points);
  const state = useLaunch((replica) => replica.state);
  const theme = useView((view) => view.theme);
  const now = useNow();
  const plan = state.launch?.plan;
  const stepMs = plan?.signals.stepMs ?? 0;
  const lines = useMemo(() => withGaps(series(points, 'errorRatePercent'), stepMs), [points, stepMs]);
  const marks = useMemo(() => eventMarks(state), [state]);
  const limits = useMemo(() => (plan === undefined ? [] : errorRateLimits(plan)), [plan]);
  if (plan === undefined) return null;
  const reach = nextLimit(limits, points.at(-1)?.errorRatePercent.canary?.value ?? null)?.value ?? null;
  return (
    <Panel
      title="Error rate, canary and stable"
      aside={<Age at={points.at(-1)?.at ?? null} now={now} />}
      className="error-rate-panel"
    >
      <div className="error-rate-chart">
        <LiveChart
          key={theme}
          label="Error rate of canary and stable, last hour"
          series={lines}
          decor={{ marks, limits, reach, unit: '%', digits: 2, fontPx: 11 }}
          now={now}
          windowMs={HOUR_MS}
          least={0.2}
        />
      </div>
    </Panel>
  );
}
