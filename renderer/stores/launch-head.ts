import { create } from 'zustand';
import { type LaunchReplica, useLaunch } from './launch.ts';

/**
 * After its own head is painted a window leaves the processor to the other windows for so long, milliseconds: two frames
 * in which five heads are painted on two cores. Without it the views of the first window keep the last one's head waiting.
 */
const OTHERS_FIRST_MS = 34;
/** A window that is given no frames still follows, milliseconds. */
const LATEST_MS = 100;

/**
 * The launch as it is known this very moment: heads of windows draw from it. Everything else draws from `useLaunch`, a few
 * frames later: an open decision must not wait until all views are drawn anew (performance.md, row 7).
 */
export const useLaunchHead = create<LaunchReplica>(() => useLaunch.getState());

/** While all views are behind the head: what catches up at the latest, and who waits for it. */
let behind: { readonly latest: ReturnType<typeof setTimeout>; readonly waiting: (() => void)[] } | null = null;
useLaunch.subscribe((replica) => {
  if (behind === null) useLaunchHead.setState(replica, true);
});

/** All views catch up with the head; at once, where something else is to be added to what they know. */
export function catchUp(): void {
  if (behind === null) return;
  const { latest, waiting } = behind;
  behind = null;
  clearTimeout(latest);
  useLaunch.setState(useLaunchHead.getState(), true);
  for (const go of waiting) go();
}

/** Comes back when all views know what the head knows now. */
export const caughtUp = (): Promise<void> =>
  new Promise((resolve) => {
    if (behind === null) resolve();
    else behind.waiting.push(resolve);
  });

/** Shows it in the heads first, and everywhere when these can have been painted in every window. */
export function showAhead(replica: LaunchReplica): void {
  useLaunchHead.setState(replica, true);
  if (behind !== null) return;
  const mine = { latest: setTimeout(catchUp, LATEST_MS), waiting: [] };
  behind = mine;
  const catchUpMine = (): void => {
    if (behind === mine) catchUp();
  };
  requestAnimationFrame(() => setTimeout(catchUpMine, OTHERS_FIRST_MS));
}
