import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchElectron } from './launch-electron.ts';

/** The real Electron without the app: it lays out and paints as the app does, which another Chromium may not. */
export interface BareElectron {
  /** An empty window whose page measures so many points. All windows have one profile. */
  open(width: number, height: number): Promise<Page>;
  close(): Promise<void>;
}

/** One window that nobody sees stays open, so that Electron does. */
const main = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('about:blank'));`;

/** Starts it; its app and its profile lie in `folder`. A page opened in it knows no `node:` and no bridge. */
export async function openBareElectron(folder: string): Promise<BareElectron> {
  const empty = join(folder, 'empty');
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'package.json'), '{ "name": "bare", "version": "1.0.0", "main": "main.cjs" }');
  writeFileSync(join(empty, 'main.cjs'), main);
  const app = await launchElectron([empty, `--user-data-dir=${join(folder, 'profile')}`]);
  await app.firstWindow();
  return {
    async open(width, height) {
      const next = app.waitForEvent('window');
      const size = { width, height, useContentSize: true };
      await app.evaluate(({ BrowserWindow }, wanted) => void new BrowserWindow(wanted).loadURL('about:blank'), size);
      const page = await next;
      await page.setViewportSize({ width, height });
      return page;
    },
    close: () => app.close(),
  };
}
