import type { Engine } from '#engine/engine.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';

const LOOK_EVERY_MS = 50;
/** Real time that nothing may take: a run that hangs fails instead of waiting for ever. */
const PATIENCE_MS = 120_000;

/** A minimum hold is long in launch time: patience is counted besides it. */
const LONGEST_HOLD_MS = 45 * 60_000;

/** Waits until the launch is so; throws, naming what did not come and `why`, when patience ends. */
export async function until(
  engine: Engine,
  what: string,
  isSo: (state: LaunchState) => boolean,
  why: () => string,
  longestMs = LONGEST_HOLD_MS,
): Promise<void> {
  const startedAt = Date.now();
  while (!isSo(engine.state)) {
    const patienceMs = PATIENCE_MS + engine.clock.toReal(longestMs);
    if (Date.now() - startedAt > patienceMs)
      throw new Error(`Waited ${Math.round(patienceMs / 1000)} s until ${what}; it did not come. ${why()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
