import type { App } from 'electron';
import type { MainLog } from './main-log.ts';
import { guardAgainstHangs } from './wall/hang-guard.ts';
import { type WindowRole, windowName } from './window-role.ts';
import type { Windows } from './windows.ts';

const soonMs = 500;
const mostMs = 30_000;
/** A page that stood so long after it was loaded has come back; what breaks it then is something else. */
const standsMs = 60_000;

/**
 * How long to wait before a window's page is loaded again, ms: soon the first time, twice as long each time it dies before
 * it has stood for a minute, at most half a minute. `now` in epoch ms.
 */
export const createReloadWaits = () => {
  const last = new Map<string, { readonly waitMs: number; readonly loadedAt: number }>();
  return (name: string, now: number): number => {
    const before = last.get(name);
    const hasStood = before === undefined || now - before.loadedAt >= standsMs;
    const waitMs = hasStood ? soonMs : Math.min(mostMs, before.waitMs * 2);
    last.set(name, { waitMs, loadedAt: now + waitMs });
    return waitMs;
  };
};

/** What windows came back from. */
export interface CrashGuard {
  /** When that window was last loaded again because it broke or hung, epoch ms; null: never. */
  cameBackAt(role: WindowRole): number | null;
  /** Watches a wall window for hanging; a console's person sees that by themselves and may have something half written. */
  watch(window: Electron.BrowserWindow, role: WindowRole): void;
}

/** A page whose process died is loaded again and gets a snapshot; a mistake in main is written down, and main goes on. */
export const guardAgainstCrashes = (app: App, windows: () => Windows, log: MainLog): CrashGuard => {
  const cameBack = new Map<string, number>();
  const waitMs = createReloadWaits();
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit') return;
    const hit = windows()
      .all()
      .find(({ window }) => !window.isDestroyed() && window.webContents.id === contents.id);
    if (hit === undefined) return;
    const name = windowName(hit.role);
    const wait = waitMs(name, Date.now());
    log.note(`window ${name} lost its page (${details.reason}), loading it again in ${wait / 1000} s`);
    cameBack.set(name, Date.now());
    setTimeout(() => {
      if (!hit.window.isDestroyed()) hit.window.webContents.reload();
    }, wait);
  });
  process.on('uncaughtException', (error) => log.note(`mistake in main: ${error.stack ?? error.message}`));
  process.on('unhandledRejection', (reason) =>
    log.note(`mistake in main: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`),
  );
  return {
    cameBackAt: (role) => cameBack.get(windowName(role)) ?? null,
    watch: (window, role) => {
      if (role.role !== 'wall') return;
      guardAgainstHangs(window, () => {
        log.note(`window ${windowName(role)} does not answer, ending its page`);
        window.webContents.forcefullyCrashRenderer();
      });
    },
  };
};
