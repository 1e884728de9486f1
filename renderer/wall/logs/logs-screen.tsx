import { useEffect, useState } from 'react';
import { canaryStartedAt } from '#shared/views/canary-start.ts';
import { logKindRows } from '#shared/views/log-kind-rows.ts';
import { sources } from '#shared/views/sources.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { listenToLogs, useLogs } from '../../stores/logs.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { KindsPanel } from './kinds-panel.tsx';
import { LinesPanel } from './lines-panel.tsx';
import './logs-screen.css';

/** Screen 3: errors by kind, new ones since the canary on top; the raw lines below. */
export function LogsScreen() {
  useEffect(listenToLogs, []);
  const state = useLaunch((replica) => replica.state);
  const kinds = useLogs((logs) => logs.kinds);
  const readFrom = useLogs((logs) => logs.readFrom);
  const [isPaused, setPaused] = useState(false);
  const now = useNow();
  const freshMs = useFreshMs();
  const latest = useObservations((seen) => seen.latest);
  const rows = logKindRows(kinds, { canaryStartedAt: canaryStartedAt(state), readFrom }, now);
  const source = sources(latest, now, freshMs).find((one) => one.id === 'logs');
  const fresh = rows.filter((row) => row.mark.word === 'new').length;
  const isBlind = source === undefined || source.tone !== 'good';
  return (
    <WallFrame
      number={3}
      title="Errors in the logs"
      summary={
        fresh > 0 ? (
          <StateMark tone="act">
            {fresh} new {fresh === 1 ? 'kind' : 'kinds'} since canary
          </StateMark>
        ) : isBlind ? (
          <StateMark tone="unknown">logs not read</StateMark>
        ) : (
          <StateMark tone="good">nothing new</StateMark>
        )
      }
    >
      <KindsPanel rows={rows} isBlind={isBlind} zone={state.launch?.plan.timeZone ?? 'UTC'} />
      <LinesPanel isPaused={isPaused} onPause={setPaused} zone={state.launch?.plan.timeZone ?? 'UTC'} />
    </WallFrame>
  );
}
