import { BeginProduction, Rehearsals } from '../launches/begin-launch.tsx';
import { LaunchForm } from '../launches/launch-form.tsx';
import { LaunchList } from '../launches/launch-list.tsx';
import { useLaunchForm } from '../launches/use-launch-form.ts';
import './first-run.css';

/** No launch is open: make a rehearsal or a launch for real, or open a launch that is there. */
export function FirstRun() {
  const form = useLaunchForm();
  if (form.draft !== null)
    return (
      <main className="first-run">
        <h1 className="sr-only">Tminus</h1>
        <LaunchForm form={form} />
      </main>
    );
  return (
    <main className="first-run">
      <h1>Tminus</h1>
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
