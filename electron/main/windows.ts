import { BrowserWindow, screen } from 'electron';
import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { appOrigin } from './addresses.ts';
import { safeWebPreferences } from './hardening.ts';
import { type DisplayPlace, isReachable, wallPlace } from './wall-places.ts';
import type { WindowBounds } from './window-bounds.ts';
import { consoleRole, type WindowRole, wallRole, windowName, windowRoute } from './window-role.ts';

/** The windows that are open, each with what it is for. */
export interface Windows {
  openConsole(): BrowserWindow;
  openWall(screens: readonly ScreenNumber[]): void;
  /** How many were closed. */
  closeWall(): number;
  all(): readonly { readonly role: WindowRole; readonly window: BrowserWindow }[];
  roleOf(contentsId: number): WindowRole | undefined;
}

const displayPlaces = (): DisplayPlace[] => {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map(({ id, bounds }) => ({ bounds, isPrimary: id === primary }));
};

export const createWindows = (options: {
  readonly preload: string;
  readonly bounds: WindowBounds;
  /** Vite's server under `npm run dev`. */
  readonly devServer: string | undefined;
  /** Once for each new window, before its page is loaded. */
  readonly onOpened: (window: BrowserWindow, role: WindowRole) => void;
}): Windows => {
  const open = new Map<string, { readonly role: WindowRole; readonly window: BrowserWindow }>();

  const show = (role: WindowRole, place: Electron.BrowserWindowConstructorOptions): BrowserWindow => {
    const name = windowName(role);
    const existing = open.get(name)?.window;
    if (existing !== undefined) {
      if (existing.isMinimized()) existing.restore();
      existing.show();
      return existing;
    }
    const window = new BrowserWindow({
      title: role.role === 'console' ? 'Tminus' : `Tminus wall ${role.screen}`,
      backgroundColor: '#0f1419',
      autoHideMenuBar: true,
      show: false,
      ...place,
      webPreferences: safeWebPreferences(options.preload),
    });
    open.set(name, { role, window });
    window.once('ready-to-show', () => window.show());
    window.on('close', () => {
      if (!window.isFullScreen() && !window.isMinimized()) options.bounds.keep(name, window.getNormalBounds());
    });
    window.once('closed', () => open.delete(name));
    options.onOpened(window, role);
    const page = options.devServer ?? `${appOrigin}/index.html`;
    void window.loadURL(`${page}#${windowRoute(role)}`).catch(() => undefined);
    return window;
  };

  const keptPlace = (role: WindowRole): Electron.BrowserWindowConstructorOptions | undefined => {
    const kept = options.bounds.of(windowName(role));
    return kept !== undefined && isReachable(kept, displayPlaces()) ? kept : undefined;
  };

  return {
    openConsole: () =>
      show(consoleRole, {
        width: 1440,
        height: 900,
        minWidth: 1024,
        minHeight: 680,
        ...keptPlace(consoleRole),
      }),
    openWall: (screens) => {
      for (const number of screens) {
        const place = wallPlace(number, displayPlaces());
        const role = wallRole(number);
        if (place.fullScreen) show(role, { ...place.bounds, fullscreen: true });
        else show(role, { ...place.bounds, ...keptPlace(role) });
      }
    },
    closeWall: () => {
      const walls = [...open.values()].filter(({ role }) => role.role === 'wall');
      for (const { window } of walls) window.close();
      return walls.length;
    },
    all: () => [...open.values()],
    roleOf: (contentsId) => [...open.values()].find(({ window }) => window.webContents.id === contentsId)?.role,
  };
};
