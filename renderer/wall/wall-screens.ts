import { HealthScreen } from './health/health-screen.tsx';
import { LogsScreen } from './logs/logs-screen.tsx';
import { StatusScreen } from './status/status-screen.tsx';
import { TrafficScreen } from './traffic/traffic-screen.tsx';

/** The four screens, by their number. */
export const wallScreens = { 1: HealthScreen, 2: TrafficScreen, 3: LogsScreen, 4: StatusScreen } as const;
