import type { ScreenNumber } from '../contract/window-calls.ts';

/** Which of the screens that share a window is shown, and since when (real time, epoch ms). */
export type Turn = { readonly screen: ScreenNumber; readonly since: number };

/** A turn as it is seen: what comes next, and when; `nextInMs` is null while it stays. */
export type TurnView = { readonly next: ScreenNumber; readonly nextInMs: number | null };

/**
 * The turn at `now`. A screen that wants to be looked at is shown and stays for as long as it does, the first of them
 * first; afterwards it has a whole turn, so that whoever came to look can read on.
 */
export function turnAt(
  turn: Turn,
  screens: readonly ScreenNumber[],
  wanted: readonly ScreenNumber[],
  clock: { readonly now: number; readonly rotationMs: number },
): Turn {
  const urgent = screens.find((screen) => wanted.includes(screen));
  if (urgent !== undefined) return { screen: urgent, since: clock.now };
  if (!screens.includes(turn.screen)) return { screen: screens[0] ?? turn.screen, since: clock.now };
  // A clock that was set back must not stop the wall.
  const passed = clock.now - turn.since;
  if (passed >= 0 && passed < clock.rotationMs) return turn;
  return { screen: passed < 0 ? turn.screen : nextOf(turn.screen, screens), since: clock.now };
}

const nextOf = (screen: ScreenNumber, screens: readonly ScreenNumber[]): ScreenNumber =>
  screens[(screens.indexOf(screen) + 1) % screens.length] ?? screen;

/** What is said beside the screen that is shown. */
export function turnView(
  turn: Turn,
  screens: readonly ScreenNumber[],
  wanted: readonly ScreenNumber[],
  clock: { readonly now: number; readonly rotationMs: number },
): TurnView {
  const stays = screens.some((screen) => wanted.includes(screen));
  return {
    next: nextOf(turn.screen, screens),
    nextInMs: stays ? null : Math.max(0, turn.since + clock.rotationMs - clock.now),
  };
}
