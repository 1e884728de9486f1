import { useEffect } from 'react';
import { logSummary } from '#shared/views/log-words.ts';
import { sources } from '#shared/views/sources.ts';
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
  const source = sources(latest, now, freshMs).find((one) => one.id === 'logs');
  // Read only in part still tells what is wrong; a source that fails, or is too old, tells nothing.
  const isBlind = source === undefined || (source.tone !== 'good' && source.tone !== 'watch');
  const { tone, text } = logSummary(kinds, isBlind);
  return (
    <WallFrame number={3} title="Errors in the logs" summary={<StateMark tone={tone}>{text}</StateMark>}>
      <KindsPanel kinds={kinds} isBlind={isBlind} zone={zone} />
      <LinesPanel zone={zone} isBlind={isBlind} />
    </WallFrame>
  );
}
