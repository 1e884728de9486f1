import type { BrowserWindow } from 'electron';
import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { isReachable } from '../reachable.ts';
import type { Bounds } from '../window-bounds.ts';
import { wallRole } from '../window-role.ts';
import type { Windows } from '../windows.ts';
import { guardKeys } from './wall-keys.ts';
import type { WallSlot } from './wall-plan.ts';

/** Some systems open a window a little beside where it was wanted; looked at once it stands. */
const standsAfterMs = 2000;
/** A person who left full screen for something gets this long before the wall is the wall again. */
const backToFullScreenMs = 60_000;
const leavingLimitMs = 1500;

type Standing = { readonly window: BrowserWindow; slot: WallSlot; isMoving: boolean };

/** Makes the wall's windows be those of the plan, and nothing else of it. */
export const createWallWindows = (options: {
  readonly windows: Windows;
  readonly displays: () => readonly Bounds[];
  /** A person closed a window that showed these screens. */
  readonly onClosed: (screens: readonly ScreenNumber[]) => void;
}) => {
  const standing = new Map<ScreenNumber, Standing>();

  const open = (slot: WallSlot): void => {
    const [screen] = slot.screens;
    const window = options.windows.open(wallRole(screen), { ...slot.bounds, fullscreen: slot.isFullScreen });
    const one: Standing = { window, slot, isMoving: false };
    standing.set(screen, one);
    window.removeMenu();
    guardKeys(window);
    window.once('closed', () => {
      if (standing.get(screen) !== one) return;
      standing.delete(screen);
      options.onClosed(one.slot.screens);
    });
    window.once('ready-to-show', () => setTimeout(() => void place(one), standsAfterMs).unref());
    window.on('leave-full-screen', () => {
      if (one.isMoving || !one.slot.isFullScreen) return;
      setTimeout(() => void place(one), backToFullScreenMs).unref();
    });
  };

  const place = async (one: Standing): Promise<void> => {
    const { window, slot } = one;
    if (window.isDestroyed() || one.isMoving || isInPlace(window, slot)) return;
    one.isMoving = true;
    // Its size was that of a monitor, wherever the system has put it meanwhile.
    const wasFull = window.isFullScreen();
    try {
      await leaveFullScreen(window);
      if (window.isDestroyed()) return;
      if (slot.isFullScreen || wasFull || !isReachable(window.getBounds(), options.displays()))
        window.setBounds(slot.bounds);
      if (slot.isFullScreen) window.setFullScreen(true);
    } finally {
      one.isMoving = false;
    }
    // The plan may have changed while the window was on its way.
    if (one.slot !== slot) await place(one);
  };

  return {
    apply: (slots: readonly WallSlot[]): void => {
      for (const screen of [...standing.keys()]) {
        if (slots.some(({ screens: [first] }) => first === screen)) continue;
        standing.delete(screen);
        options.windows.close(wallRole(screen));
      }
      for (const slot of slots) {
        const one = standing.get(slot.screens[0]);
        if (one === undefined) open(slot);
        else {
          one.slot = slot;
          void place(one);
        }
      }
    },
    count: (): number => standing.size,
    slotOf: (screen: ScreenNumber): WallSlot | undefined => standing.get(screen)?.slot,
    raise: (screens: readonly ScreenNumber[]): void => {
      for (const { window, slot } of standing.values()) {
        if (!slot.screens.some((screen) => screens.includes(screen))) continue;
        if (window.isMinimized()) window.restore();
        // One that is only just opening comes up by itself; none takes the keyboard.
        else if (window.isVisible()) window.moveTop();
      }
    },
  };
};

function isInPlace(window: BrowserWindow, slot: WallSlot): boolean {
  if (slot.isFullScreen !== window.isFullScreen()) return false;
  if (!slot.isFullScreen) return isReachable(window.getBounds(), [slot.on.monitor.bounds]);
  const { x, y, width, height } = window.getBounds();
  const { bounds } = slot;
  return x === bounds.x && y === bounds.y && width === bounds.width && height === bounds.height;
}

/** A window in full screen takes no other place; some systems need a moment to let it out. */
function leaveFullScreen(window: BrowserWindow): Promise<void> {
  if (!window.isFullScreen()) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(resolve, leavingLimitMs);
    window.once('leave-full-screen', () => {
      clearTimeout(late);
      resolve();
    });
    window.setFullScreen(false);
  });
}
