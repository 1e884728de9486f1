import { BrowserWindow } from 'electron';
import { safeWebPreferences } from '../hardening.ts';
import { identifyPage } from './identify-page.ts';
import type { Wall } from './wall.ts';

const shownMs = 4000;
/** A busy machine gets so long to draw them at all. */
const limitMs = 20_000;
const size = { width: 420, height: 300 };

/**
 * A number on each monitor, for four seconds: small windows over everything, with a page that has neither script nor
 * bridge, so that no call can come from them. Asked again, it starts anew.
 */
export const createIdentify = (wall: Pick<Wall, 'monitors'>) => {
  let open: BrowserWindow[] = [];
  let ending: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(ending);
    for (const window of open) if (!window.isDestroyed()) window.destroy();
    open = [];
  };
  const endAfter = (ms: number): void => {
    clearTimeout(ending);
    ending = setTimeout(end, ms);
  };
  return {
    end,
    /** How many monitors say their number now. */
    show: (): number => {
      end();
      for (const { known, number, screens } of wall.monitors()) {
        const { label, isPrimary } = known.monitor;
        const window = numberWindow(known.monitor.bounds, identifyPage({ number, label, isPrimary, screens }));
        // The four seconds begin when the last of them is to be seen.
        window.once('show', () => endAfter(shownMs));
        open.push(window);
      }
      endAfter(limitMs);
      return open.length;
    },
  };
};

function numberWindow(bounds: Electron.Rectangle, page: string): BrowserWindow {
  const { preload: _, ...safe } = safeWebPreferences('');
  const window = new BrowserWindow({
    ...size,
    x: bounds.x + Math.round((bounds.width - size.width) / 2),
    y: bounds.y + Math.round((bounds.height - size.height) / 2),
    title: 'Tminus monitor',
    backgroundColor: '#10161e',
    frame: false,
    resizable: false,
    focusable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    show: false,
    webPreferences: { ...safe, javascript: false },
  });
  // Above windows in full screen as well.
  window.setAlwaysOnTop(true, 'screen-saver');
  window.setIgnoreMouseEvents(true);
  window.once('ready-to-show', () => window.showInactive());
  void window.loadURL(page).catch(() => undefined);
  return window;
}
