import { useEngine } from '../stores/engine.ts';
import { useLaunch } from '../stores/launch.ts';
import { HealthScreen } from './health/health-screen.tsx';
import { LogsScreen } from './logs/logs-screen.tsx';
import { StatusScreen } from './status/status-screen.tsx';
import { TrafficScreen } from './traffic/traffic-screen.tsx';
import './wall.css';

const screens = { 1: HealthScreen, 2: TrafficScreen, 3: LogsScreen, 4: StatusScreen } as const;

/** One of the four screens (product §7). It shows and never acts. */
export function Wall({ screen }: { readonly screen: 1 | 2 | 3 | 4 }) {
  const phase = useLaunch((replica) => replica.phase);
  const isUp = useEngine((engine) => engine.state === 'up');
  const Screen = screens[screen];
  if (phase !== 'open')
    return (
      <main className="wall wall-empty">
        <h1>Screen {screen}</h1>
        <p>{phase === 'none' ? 'Waiting for a launch to be opened on the console.' : 'Starting.'}</p>
      </main>
    );
  return (
    <>
      <Screen />
      {isUp ? null : <EngineNotice />}
    </>
  );
}

const EngineNotice = () => (
  <p className="wall-notice" role="alert">
    The engine of this console does not answer: everything here is as it was last seen. It is being started again.
  </p>
);
