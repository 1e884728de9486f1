import { useEffect } from 'react';
import { logReading } from '#shared/views/log-reading.ts';
import { logSummary } from '#shared/views/log-words.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { listenToLogs, useLogs } from '../../stores/logs/logs.ts';
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
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const kinds = useLogs((logs) => logs.kinds);
  const now = useNow();
  const freshMs = useFreshMs();
  const latest = useObservations((seen) => seen.latest);
  const reading = logReading(latest, now, freshMs);
  const { tone, text, note } = logSummary(kinds, reading);
  return (
    <WallFrame number={3} title="Errors in the logs" summary={<StateMark tone={tone}>{text}</StateMark>} note={note}>
      <KindsPanel kinds={kinds} reading={reading} zone={zone} />
      <LinesPanel zone={zone} isBlind={reading.isBlind} />
    </WallFrame>
  );
}
