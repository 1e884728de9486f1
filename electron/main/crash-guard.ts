import type { App } from 'electron';
import type { MainLog } from './main-log.ts';
import { windowName } from './window-role.ts';
import type { Windows } from './windows.ts';

const soonMs = 500;

/** A page whose process died is loaded again and gets a snapshot; a mistake in main is written down, and main goes on. */
export const guardAgainstCrashes = (app: App, windows: Windows, log: MainLog): void => {
  app.on('render-process-gone', (_event, contents, details) => {
    if (details.reason === 'clean-exit') return;
    const hit = windows.all().find(({ window }) => !window.isDestroyed() && window.webContents.id === contents.id);
    log.note(
      `window ${hit === undefined ? '?' : windowName(hit.role)} lost its page (${details.reason}), loading it again`,
    );
    setTimeout(() => {
      if (hit !== undefined && !hit.window.isDestroyed()) hit.window.webContents.reload();
    }, soonMs);
  });
  process.on('uncaughtException', (error) => log.note(`mistake in main: ${error.stack ?? error.message}`));
  process.on('unhandledRejection', (reason) =>
    log.note(`mistake in main: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`),
  );
};
