import { lazy, Suspense, useEffect, useState } from 'react';
import { eventMarks } from '#shared/views/event-marks.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { errorRateLimits, nextLimit, p95Limit } from '#shared/views/limits.ts';
import { withGaps } from '#shared/views/signals/gaps.ts';
import type { SignalPoint } from '#shared/views/signals/point.ts';
import { series, thinned } from '#shared/views/signals/series.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';

// Recharts is heavy: it comes after the first paint, and only where a chart is read.
const DetailChart = lazy(async () => ({ default: (await import('../../ui/chart/detail-chart.tsx')).DetailChart }));

const RENEW_MS = 5000;
const MOST_POINTS = 300;

/** The points as they were at most five seconds ago: a chart that is read needs no more, and costs much. */
function useSettledPoints(): readonly SignalPoint[] {
  const [points, setPoints] = useState(() => useObservations.getState().points);
  useEffect(() => {
    const timer = setInterval(() => setPoints(useObservations.getState().points), RENEW_MS);
    return () => clearInterval(timer);
  }, []);
  return points;
}

/** Error rate and p95 of the last hour, to read: values under the pointer, stages marked. */
export function DetailCharts() {
  const points = useSettledPoints();
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const last = points.at(-1) ?? null;
  const { stepMs } = plan.signals;
  const marks = eventMarks(state);
  const timeText = (at: number): string => minuteTime(at, plan.timeZone);
  const error = thinned(withGaps(series(points, 'errorRatePercent'), stepMs), MOST_POINTS);
  const p95 = thinned(withGaps(series(points, 'p95Ms'), stepMs), MOST_POINTS);
  const errorLimits = errorRateLimits(plan);
  const slack = p95Limit(plan, last);
  const shared = { marks, timeText };
  return (
    <div className="charts-grid">
      <Panel title="Error rate, worst service" aside="renewed every 5 s">
        <Suspense fallback={<div className="detail-chart" />}>
          <DetailChart
            {...shared}
            label="Error rate, canary and stable"
            series={error}
            limits={errorLimits}
            reach={nextLimit(errorLimits, last?.errorRatePercent.canary?.value ?? null)?.value ?? null}
            unit="%"
            digits={2}
            least={0.2}
          />
        </Suspense>
      </Panel>
      <Panel title="p95 latency, worst service" aside="renewed every 5 s">
        <Suspense fallback={<div className="detail-chart" />}>
          <DetailChart
            {...shared}
            label="p95 latency, canary and stable"
            series={p95}
            limits={slack === null ? [] : [slack]}
            reach={slack?.value ?? null}
            unit="ms"
            digits={0}
            least={100}
          />
        </Suspense>
      </Panel>
    </div>
  );
}
