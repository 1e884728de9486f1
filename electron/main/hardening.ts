import type { App, Session, WebContents } from 'electron';
import { isOwnAddress } from './addresses.ts';
import type { MainLog } from './main-log.ts';

/** Web preferences of every window, without exception. */
export const safeWebPreferences = (preload: string) => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // A wall window behind another one must not freeze its clock.
  backgroundThrottling: false,
});

/** No camera, no position, no device: pages get no permission at all. */
export const denyPermissions = (session: Session, log: MainLog): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.security(`permission refused: ${permission}`);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
};

/** No window leaves its page, opens another one, or holds a webview. Applies to all contents, also future ones. */
export const forbidNavigation = (app: App, log: MainLog, devServer: string | undefined): void => {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => {
      // Vite reloads its page under `npm run dev`; a built page never navigates.
      if (devServer !== undefined && isOwnAddress(event.url, devServer)) return;
      event.preventDefault();
      log.security(`navigation refused: ${event.url.slice(0, 200)}`);
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
      log.security(`redirect refused: ${event.url.slice(0, 200)}`);
    });
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame) return;
      event.preventDefault();
      log.security(`frame refused: ${event.url.slice(0, 200)}`);
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
      log.security('webview refused');
    });
    contents.setWindowOpenHandler(({ url }) => {
      log.security(`new window refused: ${url.slice(0, 200)}`);
      return { action: 'deny' };
    });
  });
};
