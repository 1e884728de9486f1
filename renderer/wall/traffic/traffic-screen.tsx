import { expectedTraffic } from '#shared/views/expected-traffic.ts';
import { newestKnown } from '#shared/views/signals/freshness.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { ErrorRatePanel } from './error-rate-panel.tsx';
import { LatencyPanel } from './latency-panel.tsx';
import { RequestsPanel } from './requests-panel.tsx';
import { SaturationPanel } from './saturation-panel.tsx';
import { WeightsBar } from './weights-bar.tsx';
import './traffic-screen.css';

/** Screen 2: who gets the traffic, and how the canary does against stable, with the limits drawn in. */
export function TrafficScreen() {
  const state = useLaunch((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const points = useObservations((seen) => seen.points);
  const samples = useObservations((seen) => seen.samples);
  const now = useNow();
  const freshMs = useFreshMs();
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const point = newestKnown(points, { latest, now, freshMs });
  const sample = newestKnown(samples, { latest, now, freshMs });
  const expected = expectedTraffic(plan, { cluster: latest?.cluster ?? null, sample, now, freshMs });
  const summary = trafficSummary(plan, { latest, samples, now, freshMs });
  const seen = { plan, state, latest, points, point, expected, now, freshMs };
  return (
    <WallFrame
      number={2}
      title="Traffic and error rates"
      summary={<StateMark tone={summary.tone}>{summary.word}</StateMark>}
    >
      <WeightsBar
        plan={plan}
        cluster={latest?.cluster ?? null}
        point={point}
        expected={expected}
        now={now}
        freshMs={freshMs}
      />
      <div className="traffic-grid">
        <ErrorRatePanel {...seen} />
        <LatencyPanel {...seen} />
        <RequestsPanel {...seen} />
        <SaturationPanel criteria={plan.criteria} latest={latest} now={now} freshMs={freshMs} />
      </div>
    </WallFrame>
  );
}
