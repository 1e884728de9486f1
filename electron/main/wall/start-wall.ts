import type { App } from 'electron';
import type { Presentation } from '#shared/contract/window-calls.ts';
import type { Connections } from '../connections.ts';
import { pushTo } from '../pushes.ts';
import { isReachable } from '../reachable.ts';
import type { WindowRole } from '../window-role.ts';
import type { Windows } from '../windows.ts';
import { monitorsHere, onMonitors } from './displays.ts';
import { createIdentify } from './identify.ts';
import { createWall, type Wall } from './wall.ts';
import { openWallStore } from './wall-store.ts';
import { createWallWindows } from './wall-windows.ts';

export type RunningWall = Wall & {
  identify(): number;
  /** What a window of this role has to know of how it shows things. */
  presentation(role: WindowRole): Presentation;
  /** Tells every window where the wall stands. */
  tell(): void;
};

/** Puts the wall together: its memory, its windows, and who has to hear of a change. Once the app is ready. */
export const startWall = (parts: {
  readonly app: App;
  readonly home: string;
  readonly windows: Windows;
  readonly connections: Connections;
  readonly cameBackAt: (role: WindowRole) => number | null;
  readonly keepAwake: (isOpen: boolean) => void;
  readonly note: (line: string) => void;
}): RunningWall => {
  const { app, windows, connections } = parts;
  let isQuitting = false;
  // The question before a quit listens first: a quit that was held back is none.
  app.on('before-quit', (event) => {
    isQuitting = !event.defaultPrevented;
  });

  const hands = createWallWindows({
    windows,
    displays: () => monitorsHere().map(({ bounds }) => bounds),
    onClosed: (screens) => {
      if (!isQuitting) wall.closed(screens);
    },
  });
  const presentation = (role: WindowRole): Presentation => ({
    ...wall.presentationOf(role.role === 'wall' ? role.screen : null),
    cameBackAt: parts.cameBackAt(role),
  });
  const tell = (): void => {
    parts.keepAwake(hands.count() > 0);
    for (const { id, role } of connections.all()) {
      pushTo(connections, { name: 'window.state', data: presentation(role), connection: id });
      if (role.role === 'console') pushTo(connections, { name: 'wall.state', data: wall.facts(), connection: id });
    }
  };
  const wall = createWall({
    store: openWallStore(parts.home, parts.note),
    here: monitorsHere,
    hands: () => hands,
    onChanged: tell,
    note: parts.note,
  });
  const identify = createIdentify(wall);
  app.on('before-quit', identify.end);
  onMonitors(() => {
    identify.end();
    wall.monitorsChanged();
    bringBackConsole(windows);
  });
  return { ...wall, identify: identify.show, presentation, tell };
};

/** The console's monitor may be the one that went. */
function bringBackConsole(windows: Windows): void {
  setTimeout(() => {
    const console = windows.all().find(({ role }) => role.role === 'console')?.window;
    const monitors = monitorsHere();
    if (console === undefined || console.isDestroyed() || monitors.length === 0) return;
    if (
      isReachable(
        console.getBounds(),
        monitors.map(({ bounds }) => bounds),
      )
    )
      return;
    const { x, y } = (monitors.find(({ isPrimary }) => isPrimary) ?? monitors[0])?.bounds ?? { x: 0, y: 0 };
    console.setPosition(x + 40, y + 40);
  }, 1000).unref();
}
