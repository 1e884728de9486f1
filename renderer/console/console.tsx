import { useEffect } from 'react';
import { watchActivity } from '../stores/activity.ts';
import { useEngine } from '../stores/engine.ts';
import { useLaunch } from '../stores/launch.ts';
import { FirstRun } from './first-run/first-run.tsx';
import { EngineBanner } from './shell/engine-banner.tsx';
import { Shell } from './shell/shell.tsx';

/** The commander's console: a launch that is open, or the way to make one. */
export function Console() {
  const phase = useLaunch((replica) => replica.phase);
  const engine = useEngine((facts) => facts.state);
  useEffect(() => watchActivity(), []);
  if (phase === 'open') return <Shell />;
  return (
    <>
      {engine === 'up' ? null : <EngineBanner />}
      {phase === 'none' ? <FirstRun /> : <main className="sr-only">Starting</main>}
    </>
  );
}
