import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import type { Bounds } from './window-bounds.ts';

export type DisplayPlace = { readonly bounds: Bounds; readonly isPrimary: boolean };
export type WallPlace = { readonly bounds: Bounds; readonly fullScreen: boolean };

/** Where a window of 1280x720 of a quarter grid lies on the only display. */
const onOneDisplay = (screen: ScreenNumber, display: Bounds): WallPlace => {
  const width = Math.floor(display.width / 2);
  const height = Math.floor(display.height / 2);
  const column = (screen - 1) % 2;
  const row = screen > 2 ? 1 : 0;
  return {
    bounds: { x: display.x + column * width, y: display.y + row * height, width, height },
    fullScreen: false,
  };
};

/**
 * Where the wall's window of one screen goes: full screen on a display of its own, left to right, beside the commander's;
 * with one display only, a plain window in its quarter.
 */
export const wallPlace = (screen: ScreenNumber, displays: readonly DisplayPlace[]): WallPlace => {
  const free = displays
    .filter((display) => !display.isPrimary)
    .sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y);
  const own = free[screen - 1];
  if (own !== undefined) return { bounds: own.bounds, fullScreen: true };
  const primary = displays.find((display) => display.isPrimary) ?? displays[0];
  return onOneDisplay(screen, primary?.bounds ?? { x: 0, y: 0, width: 1920, height: 1080 });
};

/** True when at least a corner worth grabbing of these bounds lies on a display that is there. */
export const isReachable = (bounds: Bounds, displays: readonly DisplayPlace[]): boolean =>
  displays.some(({ bounds: display }) => {
    const width = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
    const height = Math.min(bounds.y + bounds.height, display.y + display.height) - Math.max(bounds.y, display.y);
    return width >= 100 && height >= 100;
  });
