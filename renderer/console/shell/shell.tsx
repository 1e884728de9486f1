import { lazy, Suspense, useEffect } from 'react';
import { useEngine } from '../../stores/engine.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useView } from '../../stores/view.ts';
import { HoldDialog } from '../act/hold-dialog.tsx';
import { ChecklistsView } from '../checklists/checklists-view.tsx';
import { ClockDialog } from '../clock/clock-dialog.tsx';
import { DecisionsView } from '../decisions/decisions-view.tsx';
import { DetailPlace } from '../detail/detail-place.tsx';
import { IncidentsView } from '../incidents/incidents-view.tsx';
import { KeysDialog } from '../keys/keys-dialog.tsx';
import { listenToKeys } from '../keys/listen-to-keys.ts';
import { Palette } from '../keys/palette.tsx';
import { LaunchView } from '../launch/launch-view.tsx';
import { LaunchesView } from '../launches/launches-view.tsx';
import { NowView } from '../now/now-view.tsx';
import { SignInView } from '../people/sign-in-view.tsx';
import { TeamView } from '../people/team-view.tsx';
import { RollbackView } from '../rollback/rollback-view.tsx';
import { AlarmBanner } from '../status/alarm-banner.tsx';
import { TimelineColumn } from '../timeline/timeline-column.tsx';
import { TimelineView } from '../timeline/timeline-view.tsx';
import { BreakGlassNotice } from './break-glass-notice.tsx';
import { EngineBanner, TroubleBanner } from './engine-banner.tsx';
import { Header } from './header.tsx';
import { Nav } from './nav.tsx';
import { SourcesRow } from './sources-row.tsx';
import './shell.css';

// Charts and settings come after the first paint (performance.md).
const ScreensView = lazy(async () => ({ default: (await import('../screens/screens-view.tsx')).ScreensView }));
const SettingsView = lazy(async () => ({ default: (await import('../settings/settings-view.tsx')).SettingsView }));

const shown = {
  now: NowView,
  timeline: TimelineView,
  checklists: ChecklistsView,
  launch: LaunchView,
  rollback: RollbackView,
  decisions: DecisionsView,
  incidents: IncidentsView,
  team: TeamView,
  screens: ScreensView,
  launches: LaunchesView,
  settings: SettingsView,
  'sign-in': SignInView,
} as const;

/** The frame of the console: clock and rollback on every view; rehearsal striped all around. */
export function Shell() {
  const kind = useLaunch((replica) => replica.state.launch?.kind ?? 'rehearsal');
  const logTrouble = useLaunch((replica) => replica.logTrouble);
  const isUp = useEngine((facts) => facts.state === 'up');
  const view = useView((shown) => shown.view);
  const overlay = useView((shown) => shown.overlay);
  useEffect(listenToKeys, []);
  const View = shown[view];
  return (
    <div className={`frame frame-${kind}`}>
      <div className="shell">
        <Header />
        <SourcesRow />
        <BreakGlassNotice />
        <AlarmBanner />
        {isUp ? null : <EngineBanner />}
        {logTrouble === null ? null : <TroubleBanner message={logTrouble} />}
        <div className="shell-body">
          <Nav />
          <main className="shell-view" key={view} data-scrolls="">
            <Suspense fallback={null}>
              <View />
            </Suspense>
          </main>
          {view === 'timeline' || view === 'screens' ? null : <TimelineColumn />}
          <DetailPlace />
        </div>
      </div>
      {overlay === 'palette' ? <Palette /> : null}
      {overlay === 'keys' ? <KeysDialog /> : null}
      {overlay === 'hold' ? <HoldDialog /> : null}
      {overlay === 'clock' ? <ClockDialog /> : null}
    </div>
  );
}
