import { create } from 'zustand';
import type { ClockFacts } from '#shared/contract/facts.ts';
import { useLaunch } from './launch.ts';

/** Four times a second: enough for a clock of seconds, little enough to be free. */
const TICK_MS = 250;

/** Launch time now, by the engine's own clock facts. */
export const launchTime = (clock: ClockFacts, realNow: number): number =>
  clock.startedAtLaunch + (realNow - clock.startedAtReal) * clock.speed;

const useTick = create<{ readonly real: number }>(() => ({ real: Date.now() }));

/** Starts the window's clock; a hidden window gets no frames and so costs nothing. */
export function startTicking(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let frame = 0;
  const tick = (): void => {
    useTick.setState({ real: Date.now() });
    timer = setTimeout(() => {
      frame = requestAnimationFrame(tick);
    }, TICK_MS);
  };
  tick();
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}

/** Launch time, epoch ms, rounded down to `granularityMs` of real time so that readers draw only as often as they need. */
export function useNow(granularityMs = 1000): number {
  const clock = useLaunch((replica) => replica.clock);
  const real = useTick((tick) => Math.floor(tick.real / granularityMs) * granularityMs);
  return launchTime(clock, Math.max(real, clock.startedAtReal));
}

/** Launch time at this moment, for what is done once. */
export const launchNow = (): number => launchTime(useLaunch.getState().clock, Date.now());

/** Real time, for what runs on the network's clock. */
export const useRealNow = (granularityMs = 1000): number =>
  useTick((tick) => Math.floor(tick.real / granularityMs) * granularityMs);
