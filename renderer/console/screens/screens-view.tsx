import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { HealthScreen } from '../../wall/health/health-screen.tsx';
import { LogsScreen } from '../../wall/logs/logs-screen.tsx';
import { StatusScreen } from '../../wall/status/status-screen.tsx';
import { TrafficScreen } from '../../wall/traffic/traffic-screen.tsx';

const screens = [HealthScreen, TrafficScreen, LogsScreen, StatusScreen] as const;

/** The wall's four screens on the console. */
export function ScreensView() {
  const [number, setNumber] = useState(0);
  const Screen = screens[number] ?? HealthScreen;
  return (
    <>
      {screens.map((screen, index) => (
        <Button key={screen.name} onClick={() => setNumber(index)}>
          {index + 1}
        </Button>
      ))}
      <Screen />
    </>
  );
}
