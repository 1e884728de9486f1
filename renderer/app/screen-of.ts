import type { ScreenNumber } from '#shared/contract/window-calls.ts';

/** Which of the four screens a wall window is for: the hash of its address says so (`#/wall/2`), else the first. */
export function screenOf(hash: string): ScreenNumber {
  const screen = Number(/^#\/wall\/([1-4])$/.exec(hash)?.[1]);
  return screen === 2 || screen === 3 || screen === 4 ? screen : 1;
}
