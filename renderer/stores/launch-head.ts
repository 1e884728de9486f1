import { create } from 'zustand';
import { type LaunchReplica, useLaunch } from './launch.ts';

/** A window that is given no frames still follows, milliseconds. */
const LATEST_MS = 50;

/**
 * The launch as it is known this very moment: heads of windows draw from it. Everything else draws from `useLaunch`, one
 * frame later: an open decision must not wait until all views are drawn anew (performance.md, row 7).
 */
export const useLaunchHead = create<LaunchReplica>(() => useLaunch.getState());

let isAhead = false;
useLaunch.subscribe((replica) => {
  if (!isAhead) useLaunchHead.setState(replica, true);
});

/** All views catch up with the head; at once, where something else is to be added to what they know. */
export function catchUp(): void {
  if (!isAhead) return;
  isAhead = false;
  useLaunch.setState(useLaunchHead.getState(), true);
}

/** Shows it in the heads first, and everywhere as soon as these are painted. */
export function showAhead(replica: LaunchReplica): void {
  useLaunchHead.setState(replica, true);
  if (isAhead) return;
  isAhead = true;
  // A task after the frame's own: by then the frame is drawn.
  requestAnimationFrame(() => setTimeout(catchUp, 0));
  setTimeout(catchUp, LATEST_MS);
}
