import type { ScreenNumber } from '../contract/window-calls.ts';

/** Which of the screens that share a window is shown, and since when (real time, epoch ms). */
export type Turn = {
  readonly screen: ScreenNumber;
  readonly since: number;
  /** While screens want to be looked at: the one of the others that was visited last; null before the first visit. */
  readonly visited?: ScreenNumber | null;
};

/** What comes next, and in how long. */
export type TurnView = { readonly next: ScreenNumber; readonly nextInMs: number };

type Screens = readonly ScreenNumber[];
type Clock = { readonly now: number; readonly rotationMs: number };

/** A visit to a screen that doesn't want to be looked at, while others do, is this part of a turn; no shorter than 5 s. */
const VISIT_SHARE = 1 / 4;
const LEAST_VISIT_MS = 5000;

/**
 * The turn at `now`. Screens that want to be looked at come at once and take turns among themselves; after each round of
 * theirs one of the others is visited for a moment, so that nothing is out of sight for as long as an incident lasts.
 * Afterwards the screen that is shown has a whole turn, so that whoever came to look can read on.
 */
export function turnAt(turn: Turn, screens: Screens, wanted: Screens, clock: Clock): Turn {
  const { now } = clock;
  const [urgent] = screens.filter((screen) => wanted.includes(screen));
  const isTrouble = urgent !== undefined;
  const isHere = screens.includes(turn.screen);
  if (isTrouble && !(isHere && (wanted.includes(turn.screen) || isVisit(turn, wanted))))
    return { screen: urgent, since: now, visited: turn.visited ?? null };
  if (!isHere) return { screen: screens[0] ?? turn.screen, since: now };
  if (isTrouble !== (turn.visited !== undefined))
    return { screen: turn.screen, since: now, ...(isTrouble ? { visited: null } : {}) };
  // A clock that was set back must not stop the wall.
  const passed = now - turn.since;
  if (passed < 0) return { ...turn, since: now };
  if (passed < lengthMs(turn, wanted, clock)) return turn;
  const next = nextOf(turn, screens, wanted);
  if (!isTrouble) return { screen: next, since: now };
  return { screen: next, since: now, visited: wanted.includes(next) ? (turn.visited ?? null) : next };
}

/** What is said beside the screen that is shown. */
export const turnView = (turn: Turn, screens: Screens, wanted: Screens, clock: Clock): TurnView => ({
  next: nextOf(turn, screens, wanted),
  nextInMs: Math.max(0, turn.since + lengthMs(turn, wanted, clock) - clock.now),
});

const isVisit = ({ screen, visited }: Turn, wanted: Screens): boolean => visited === screen && !wanted.includes(screen);

const lengthMs = (turn: Turn, wanted: Screens, { rotationMs }: Clock): number =>
  isVisit(turn, wanted) ? Math.min(rotationMs, Math.max(LEAST_VISIT_MS, rotationMs * VISIT_SHARE)) : rotationMs;

/** The one after `screen`, the first after the last or where `screen` is none of them. */
const after = (screen: ScreenNumber | null, screens: Screens): ScreenNumber | undefined =>
  screens[(screen === null ? 0 : screens.indexOf(screen) + 1) % screens.length];

function nextOf(turn: Turn, screens: Screens, wanted: Screens): ScreenNumber {
  const urgent = screens.filter((screen) => wanted.includes(screen));
  if (urgent.length === 0) return after(turn.screen, screens) ?? turn.screen;
  const isRoundOver = turn.screen === urgent.at(-1);
  const others = isRoundOver ? screens.filter((screen) => !wanted.includes(screen)) : [];
  return after(turn.visited ?? null, others) ?? after(turn.screen, urgent) ?? turn.screen;
}
