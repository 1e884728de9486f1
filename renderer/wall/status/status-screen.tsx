import { publicView } from '#shared/views/public-status.ts';
import { sources } from '#shared/views/sources.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { MessagesPanel } from './messages-panel.tsx';
import { MonitorsPanel } from './monitors-panel.tsx';
import { PublicPanel } from './public-panel.tsx';
import { SourcesPanel } from './sources-panel.tsx';
import './status-screen.css';

/** Screen 4: what the public sees, what we see from outside, what went out and what waits. */
export function StatusScreen() {
  const latest = useObservations((seen) => seen.latest);
  const messages = useLaunch((replica) => replica.state.messages.messages);
  const plan = useLaunch((replica) => replica.state.launch?.plan ?? null);
  const now = useNow();
  const freshMs = useFreshMs();
  const view = publicView(latest, now, freshMs);
  return (
    <WallFrame
      number={4}
      title="Status and monitors"
      summary={<StateMark tone={view.summary.tone}>{view.summary.word}</StateMark>}
    >
      <div className="status-grid">
        <div className="status-column">
          <PublicPanel view={view} now={now} />
          <SourcesPanel sources={sources(latest, now, freshMs)} />
        </div>
        <div className="status-column">
          <MonitorsPanel monitors={view.monitors} />
          <MessagesPanel messages={messages} plan={plan} now={now} />
        </div>
      </div>
    </WallFrame>
  );
}
