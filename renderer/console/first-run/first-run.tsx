import { lazy, Suspense, useEffect } from 'react';
import { show, useView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { onComma } from '../keys/on-comma.ts';
import { BeginProduction, Rehearsals } from '../launches/begin-launch.tsx';
import { LaunchForm } from '../launches/launch-form.tsx';
import { LaunchList } from '../launches/launch-list.tsx';
import { useLaunchForm } from '../launches/use-launch-form.ts';
import './first-run.css';

// After the first paint, as in the shell.
const SettingsView = lazy(async () => ({ default: (await import('../settings/settings-view.tsx')).SettingsView }));

/** No launch is open: make a rehearsal or a launch for real, open a launch that is there, or set up this machine. */
export function FirstRun() {
  const form = useLaunchForm();
  const view = useView((state) => state.view);
  useEffect(() => onComma(() => show('settings')), []);
  if (view === 'settings')
    return (
      <main className="first-run">
        <div className="first-run-back">
          <Button onClick={() => show('now')}>Back</Button>
          <b>Settings</b>
        </div>
        <div className="first-run-settings" data-scrolls="">
          <Suspense fallback={null}>
            <SettingsView />
          </Suspense>
        </div>
      </main>
    );
  if (form.draft !== null)
    return (
      <main className="first-run">
        <h1 className="sr-only">Tminus</h1>
        <LaunchForm form={form} />
      </main>
    );
  return (
    <main className="first-run">
      <div className="first-run-head">
        <h1>Tminus</h1>
        <Button look="quiet" shortcut="," onClick={() => show('settings')}>
          Settings
        </Button>
      </div>
      <p className="muted first-run-lead">
        The whole launch day in minutes: make a rehearsal, with its own cluster, metrics, flags and channels on this
        machine. Nothing real is touched.
      </p>
      <div className="first-run-columns">
        <div className="launches-stack" data-scrolls="">
          <Rehearsals form={form} />
        </div>
        <div className="launches-stack" data-scrolls="">
          <LaunchList onTemplate={(id) => void form.beginFrom(id)} />
          <BeginProduction form={form} />
        </div>
      </div>
    </main>
  );
}
