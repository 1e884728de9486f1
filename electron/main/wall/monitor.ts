import { z } from 'zod';
import type { Bounds } from '../window-bounds.ts';

/** A monitor that is plugged in now; of Electron's Display what the wall needs. */
export type Monitor = {
  readonly id: number;
  readonly label: string;
  /** Where it lies, in the desktop's own units. */
  readonly bounds: Bounds;
  readonly scale: number;
  readonly isInternal: boolean;
  /** The commander's. */
  readonly isPrimary: boolean;
};

/**
 * What a monitor is known by when it comes back. No part is enough alone: ids change with reboots and ports on some
 * systems, labels and sizes are equal for two monitors of one kind, which only their places tell apart.
 */
export const MonitorIdentity = z.object({
  id: z.number(),
  label: z.string().max(200),
  /** Pixels, so that another scale of the desktop changes nothing. */
  width: z.number(),
  height: z.number(),
  isInternal: z.boolean(),
  x: z.number(),
  y: z.number(),
});
export type MonitorIdentity = z.infer<typeof MonitorIdentity>;

export const identityOf = ({ id, label, bounds, scale, isInternal }: Monitor): MonitorIdentity => ({
  id,
  label: label.trim().slice(0, 200),
  width: Math.round(bounds.width * scale),
  height: Math.round(bounds.height * scale),
  isInternal,
  x: bounds.x,
  y: bounds.y,
});

type Placed = { readonly x: number; readonly y: number };

/** Left to right, then top to bottom. */
export const byPlace = (a: Placed, b: Placed): number => a.x - b.x || a.y - b.y;
