import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App } from 'electron';

/** The folders of one person's Tminus on this machine. */
export type Profile = {
  /** Launches, keys, settings: what the engine owns. */
  readonly home: string;
  readonly rehearsal: string;
  readonly logs: string;
};

/**
 * Decides the profile: `--user-data-dir`, else TMINUS_HOME, else the usual place of this system. What Chromium keeps of
 * its own lies in a folder below it, apart from the launches. Before the app is ready.
 */
export const chooseProfile = (app: App, asked: string | null): Profile => {
  const home = resolve(asked ?? process.env.TMINUS_HOME ?? join(app.getPath('appData'), 'Tminus'));
  mkdirSync(join(home, 'window-data'), { recursive: true, mode: 0o700 });
  app.setPath('userData', home);
  app.setPath('sessionData', join(home, 'window-data'));
  return { home, rehearsal: join(home, 'rehearsal'), logs: join(home, 'log') };
};
