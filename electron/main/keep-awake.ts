import { z } from 'zod';
import type { Pushes } from '#shared/contract/calls.ts';

const Awake = z.object({
  isAwake: z.boolean(),
  why: z.string(),
  busyWith: z.string().nullable(),
}) satisfies z.ZodType<Pushes['launch.awake']>;

/** Electron's powerSaveBlocker, as far as it is needed. */
export interface SleepBlocker {
  start(type: 'prevent-display-sleep'): number;
  stop(id: number): unknown;
}

/**
 * Keeps machine and display awake while the engine says so (product §10), and knows what a quit would interrupt. What it
 * last heard holds while an engine restarts: better awake too long than asleep in a rollback.
 */
export const createKeepAwake = (blocker: SleepBlocker, note: (line: string) => void) => {
  let held: number | null = null;
  let busyWith: string | null = null;
  const release = (why: string): void => {
    if (held === null) return;
    blocker.stop(held);
    held = null;
    note(`the machine may sleep: ${why}`);
  };
  return {
    /** Takes the data of the push `launch.awake`. */
    hear: (data: unknown): void => {
      const awake = Awake.safeParse(data);
      if (!awake.success) return;
      busyWith = awake.data.busyWith;
      if (!awake.data.isAwake) release(awake.data.why);
      else if (held === null) {
        held = blocker.start('prevent-display-sleep');
        note(`the machine is kept awake: ${awake.data.why}`);
      }
    },
    /** What a quit would leave to itself, in sentences; null when nothing. */
    busyWith: (): string | null => busyWith,
    isAwake: (): boolean => held !== null,
    release: () => release('Tminus is closing'),
  };
};

/**
 * Keeps the displays awake while the wall is open: what comes back says whether it is. Apart from the launch's own wish,
 * which holds machine and display whether a wall is open or not.
 */
export const keepWallAwake = (blocker: SleepBlocker, note: (line: string) => void): ((isOpen: boolean) => void) => {
  let held: number | null = null;
  return (isOpen) => {
    if (isOpen === (held !== null)) return;
    if (held === null) held = blocker.start('prevent-display-sleep');
    else {
      blocker.stop(held);
      held = null;
    }
    note(isOpen ? 'the displays are kept awake: the wall is open' : 'the displays may sleep: the wall is closed');
  };
};
