import type { Density } from '#shared/contract/window-calls.ts';
import type { KnownHere } from './recognise.ts';

/**
 * Dense for a monitor that people sit before: a laptop's own, or one with fewer units than Full HD. Systems don't tell
 * inches; a monitor of 43 inches is never that small in units. Several screens on one are small already.
 */
export function densityFor({ density, monitor }: KnownHere, screens: number): Density {
  if (density !== null) return density;
  const { width } = monitor.bounds;
  return screens <= 1 && width >= 1280 && (monitor.isInternal || width < 1800) ? 'dense' : 'comfortable';
}
