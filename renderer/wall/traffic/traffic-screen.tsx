import { minutesSeconds } from '#shared/views/format/duration.ts';
import { figure, percent } from '#shared/views/format/figure.ts';
import { errorRateLimit, p95Limit } from '#shared/views/limits.ts';
import { isFresh } from '#shared/views/signals/freshness.ts';
import type { SignalPoint } from '#shared/views/signals/point.ts';
import { trafficSummary } from '#shared/views/traffic-summary.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { Saturation } from './saturation.tsx';
import { SignalPanel } from './signal-panel.tsx';
import { WeightsBar } from './weights-bar.tsx';
import './traffic-screen.css';

/** Screen 2: who gets the traffic, and how the canary does against stable, with the limits drawn in. */
export function TrafficScreen() {
  const state = useLaunch((replica) => replica.state);
  const { latest, points } = useObservations();
  const now = useNow();
  const freshMs = useFreshMs();
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const newest = points.at(-1) ?? null;
  const point = isFresh(newest?.at, now, freshMs) ? newest : null;
  const error = point?.errorRatePercent;
  const p95 = point?.p95Ms;
  const building = latest?.criteria.find((watch) => watch.tripsAt !== null);
  const errorNote =
    building?.tripsAt == null
      ? `worst of the canary${error?.canary ? `: ${error.canary.service}` : ''}; stable ${percent(error?.stable?.value)}`
      : `${building.where}: trips in ${minutesSeconds(building.tripsAt - now)}`;
  const summary = trafficSummary(plan, point);
  return (
    <WallFrame
      number={2}
      title="Traffic and error rates"
      summary={<StateMark tone={summary.tone}>{summary.word}</StateMark>}
    >
      <WeightsBar cluster={latest?.cluster ?? null} point={point} now={now} freshMs={freshMs} />
      <div className="traffic-grid">
        <SignalPanel
          title="Error rate"
          which="errorRatePercent"
          unit="%"
          digits={2}
          least={0.2}
          limit={errorRateLimit(plan, error?.canary?.value ?? null)}
          value={percent(error?.canary?.value ?? error?.stable?.value)}
          subset={error?.canary ? 'canary' : 'stable'}
          note={errorNote}
        />
        <SignalPanel
          title="p95 latency"
          which="p95Ms"
          unit="ms"
          digits={0}
          least={100}
          limit={p95Limit(plan, point)}
          value={`${figure(p95?.canary?.value ?? p95?.stable?.value)} ms`}
          subset={p95?.canary ? 'canary' : 'stable'}
          note={p95Note(point)}
        />
        <SignalPanel
          title="Requests a second by version"
          which="requestsPerSecond"
          unit="/s"
          digits={0}
          least={10}
          limit={null}
          value={`${figure(point?.requestsPerSecond.canary ?? null)} /s`}
          subset="canary"
          note={`canary; stable ${figure(point?.requestsPerSecond.stable ?? null)} /s`}
        />
        <Saturation latest={latest} now={now} freshMs={freshMs} />
      </div>
    </WallFrame>
  );
}

/** How the canary compares with stable at the service where it does worst. */
function p95Note(point: SignalPoint | null): string {
  const above = point?.p95AboveStable ?? null;
  if (point === null || above === null) return 'no traffic on the canary';
  return `canary; worst against stable ${above.value >= 0 ? '+' : ''}${figure(above.value, 1)} % at ${above.service}`;
}
