import { messageRows } from '#shared/views/message-rows.ts';
import { alertsView } from '#shared/views/status/alert-rows.ts';
import { investigatingDraft } from '#shared/views/status/investigating.ts';
import { monitorRows } from '#shared/views/status/monitor-rows.ts';
import { pageView } from '#shared/views/status/page-view.ts';
import { statusSummary } from '#shared/views/status/summary.ts';
import { vendorRows } from '#shared/views/status/vendor-rows.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { MessagesPanel } from './messages-panel.tsx';
import { MonitorsPanel } from './monitors-panel.tsx';
import { PublicPanel } from './public-panel.tsx';
import { VendorsPanel } from './vendors-panel.tsx';
import './status-screen.css';

/** Screen 4: what the public sees, what vendors say, what we see from outside, what alarms, what went out and what waits. */
export function StatusScreen() {
  const latest = useObservations((seen) => seen.latest);
  const state = useLaunch((replica) => replica.state);
  const clock = useLaunch((replica) => replica.clock);
  const now = useNow();
  const freshMs = useFreshMs();
  const plan = state.launch?.plan ?? null;
  const zone = plan?.timeZone ?? 'UTC';
  const page = pageView(latest, state, now, freshMs);
  const monitors = monitorRows(latest, now, freshMs);
  const alerts = alertsView(latest, state, now, freshMs);
  const disagreement = latest?.disagreement ?? null;
  const draft = investigatingDraft(latest, state);
  const vendors = vendorRows(latest, now, freshMs, zone);
  const readBack = { page: latest?.publicStatus ?? null, clock };
  const messages = messageRows(state.messages.messages, plan, now, readBack);
  const summary = statusSummary({ disagreement, monitors, page, alerts, vendors, messages });
  return (
    <WallFrame
      number={4}
      title="Status and monitors"
      summary={<StateMark tone={summary.tone}>{summary.word}</StateMark>}
    >
      <div className="status-grid">
        <div className="status-column">
          <PublicPanel view={page} hasDraft={draft !== null} {...{ disagreement, zone, now }} />
          <VendorsPanel vendors={vendors} now={now} />
          <AlertsPanel view={alerts} now={now} />
        </div>
        <div className="status-column">
          <MonitorsPanel monitors={monitors} />
          <MessagesPanel rows={messages} {...{ draft, zone }} />
        </div>
      </div>
    </WallFrame>
  );
}
