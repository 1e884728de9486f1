import type { MonitorFacts } from '../contract/wall-facts.ts';

/** Where one monitor is drawn, in per cent of the map. */
export type MapPlace = {
  readonly monitor: MonitorFacts;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** The monitors as they stand; `width` and `height` are the desktop's, for the map's proportions. */
export function monitorMap(monitors: readonly MonitorFacts[]): {
  readonly width: number;
  readonly height: number;
  readonly places: readonly MapPlace[];
} {
  const left = Math.min(...monitors.map(({ x }) => x), Number.POSITIVE_INFINITY);
  const top = Math.min(...monitors.map(({ y }) => y), Number.POSITIVE_INFINITY);
  const width = Math.max(1, ...monitors.map((one) => one.x + one.width - left));
  const height = Math.max(1, ...monitors.map((one) => one.y + one.height - top));
  const percent = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 100;
  const places = monitors.map((monitor) => ({
    monitor,
    left: percent(monitor.x - left, width),
    top: percent(monitor.y - top, height),
    width: percent(monitor.width, width),
    height: percent(monitor.height, height),
  }));
  return { width, height, places };
}

/** What is on a monitor, as short as the map needs it. */
export function screensShort({ screens, isPrimary }: MonitorFacts): string {
  if (screens.length === 0) return isPrimary ? 'console' : 'free';
  return screens.length === 1 ? `screen ${screens[0]}` : `screens ${screens.join(', ')}`;
}

/** `2: SONY TV, 1920x1080`; how a monitor is named in lists. */
export const monitorName = ({ number, label, isPrimary }: MonitorFacts): string =>
  `${number}: ${label === '' ? 'no name' : label}${isPrimary ? ', the commander’s' : ''}`;
