/** Wrong passphrases in a row that lock a person's key, and for how long the first time (authority.md, "People"). */
export const triesBeforeLock = 5;
const firstLockMs = 60_000;
/** Doubling ends here, so that a day's mischief does not lock a commander out of the next. */
const longestLockMs = 24 * 60 * 60_000;

/** How a person's tries stand. Kept on disk: starting the console anew doesn't forgive. */
export type Tries = {
  /** Wrong ones in a row. */
  readonly wrong: number;
  /** Epoch ms of the last wrong one. */
  readonly lastWrongAt: number;
};

export const noTries: Tries = { wrong: 0, lastWrongAt: 0 };

/** Every fifth wrong one locks, for one minute, then two, four, eight. */
const lockMs = (wrong: number): number =>
  wrong === 0 || wrong % triesBeforeLock !== 0
    ? 0
    : Math.min(firstLockMs * 2 ** (wrong / triesBeforeLock - 1), longestLockMs);

/** How long the key stays locked from `now` (epoch ms), 0 when it isn't. A clock set back doesn't make it longer. */
export function lockedForMs(tries: Tries, now: number): number {
  const whole = lockMs(tries.wrong);
  return Math.max(0, Math.min(whole, tries.lastWrongAt + whole - now));
}

export const afterWrong = (tries: Tries, now: number): Tries => ({ wrong: tries.wrong + 1, lastWrongAt: now });
