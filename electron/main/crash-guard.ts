import type { App } from 'electron';
import type { MainLog } from './main-log.ts';
import { guardAgainstHangs } from './wall/hang-guard.ts';
import { type WindowRole, windowName } from './window-role.ts';
import type { Windows } from './windows.ts';

const soonMs = 500;

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
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit') return;
    const hit = windows()
      .all()
      .find(({ window }) => !window.isDestroyed() && window.webContents.id === contents.id);
    if (hit === undefined) return;
    log.note(`window ${windowName(hit.role)} lost its page (${details.reason}), loading it again`);
    cameBack.set(windowName(hit.role), Date.now());
    setTimeout(() => {
      if (!hit.window.isDestroyed()) hit.window.webContents.reload();
    }, soonMs);
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
