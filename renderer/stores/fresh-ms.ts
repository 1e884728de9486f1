import { freshForMs } from '#shared/views/signals/freshness.ts';
import { useLaunch } from './launch.ts';

/** How long a value may still be believed, milliseconds of launch time. */
export function useFreshMs(): number {
  const plan = useLaunch((replica) => replica.state.launch?.plan ?? null);
  const speed = useLaunch((replica) => replica.clock.speed);
  return freshForMs(plan, speed);
}
