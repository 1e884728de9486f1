import type { Bounds } from './window-bounds.ts';

/** True when at least a corner worth grabbing of these bounds lies on a display that is there. */
export const isReachable = (bounds: Bounds, displays: readonly Bounds[]): boolean =>
  displays.some((display) => {
    const width = Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
    const height = Math.min(bounds.y + bounds.height, display.y + display.height) - Math.max(bounds.y, display.y);
    return width >= 100 && height >= 100;
  });
