import { screen } from 'electron';
import type { Monitor } from './monitor.ts';

/** The monitors that are plugged in, as Electron tells them. */
export const monitorsHere = (): readonly Monitor[] => {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map(({ id, label, bounds, scaleFactor, internal }) => ({
    id,
    label: label ?? '',
    bounds: { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height },
    scale: scaleFactor,
    isInternal: internal,
    isPrimary: id === primary,
  }));
};

/** Calls back whenever a monitor comes, goes, or changes its place or size. */
export const onMonitors = (changed: () => void): void => {
  screen.on('display-added', changed);
  screen.on('display-removed', changed);
  screen.on('display-metrics-changed', changed);
};
