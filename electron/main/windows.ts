import { BrowserWindow, screen } from 'electron';
import { appOrigin } from './addresses.ts';
import { safeWebPreferences } from './hardening.ts';
import { isReachable } from './reachable.ts';
import type { WindowBounds } from './window-bounds.ts';
import { consoleRole, type WindowRole, windowName, windowPage, windowRoute } from './window-role.ts';

/** The windows that are open, each with what it is for. */
export interface Windows {
  openConsole(): BrowserWindow;
  /** A window that isn't in full screen stands where it was left, if that can be reached. */
  open(role: WindowRole, place: Electron.BrowserWindowConstructorOptions): BrowserWindow;
  /** Closes it at once, asking nobody. */
  close(role: WindowRole): void;
  all(): readonly { readonly role: WindowRole; readonly window: BrowserWindow }[];
  roleOf(contentsId: number): WindowRole | undefined;
}

const displays = (): readonly Electron.Rectangle[] => screen.getAllDisplays().map(({ bounds }) => bounds);

export const createWindows = (options: {
  readonly preload: string;
  readonly bounds: WindowBounds;
  /** Vite's server under `npm run dev`. */
  readonly devServer: string | undefined;
  /** Once for each new window, before its page is loaded. */
  readonly onOpened: (window: BrowserWindow, role: WindowRole) => void;
}): Windows => {
  const open = new Map<string, { readonly role: WindowRole; readonly window: BrowserWindow }>();

  const keepPlace = (name: string, window: BrowserWindow): void => {
    if (!window.isFullScreen() && !window.isMinimized()) options.bounds.keep(name, window.getNormalBounds());
  };

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
    // A wall that opens takes nobody's keyboard away.
    window.once('ready-to-show', () => (role.role === 'console' ? window.show() : window.showInactive()));
    window.on('close', () => keepPlace(name, window));
    window.once('closed', () => open.delete(name));
    options.onOpened(window, role);
    const page = `${options.devServer ?? appOrigin}/${windowPage(role)}`;
    void window.loadURL(`${page}#${windowRoute(role)}`).catch(() => undefined);
    return window;
  };

  const keptPlace = (role: WindowRole): Electron.BrowserWindowConstructorOptions | undefined => {
    const kept = options.bounds.of(windowName(role));
    return kept !== undefined && isReachable(kept, displays()) ? kept : undefined;
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
    open: (role, place) => show(role, place.fullscreen === true ? place : { ...place, ...keptPlace(role) }),
    close: (role) => {
      const window = open.get(windowName(role))?.window;
      if (window === undefined || window.isDestroyed()) return;
      keepPlace(windowName(role), window);
      window.destroy();
    },
    all: () => [...open.values()],
    roleOf: (contentsId) => [...open.values()].find(({ window }) => window.webContents.id === contentsId)?.role,
  };
};
