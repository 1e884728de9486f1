import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import { launchElectron } from './launch-electron.ts';

const tree = fileURLToPath(new URL('../../', import.meta.url));
const pictures = join(tree, 'out', 'screenshots', 'e2e');

export type WindowName = 'console' | 'wall-1' | 'wall-2' | 'wall-3' | 'wall-4';

/** The real app, open in the real Electron, with a profile of its own. */
export interface OpenTminus {
  readonly app: ElectronApplication;
  /** The profile's folder: logs in launches/, main's own log in log/main.log. */
  readonly home: string;
  /** Folder of the pictures. */
  readonly pictures: string;
  /** Waits until that window is open. */
  window(name: WindowName): Promise<Page>;
  /** A picture of a window in out/screenshots/e2e/NAME.png. */
  screenshot(name: string, window?: WindowName): Promise<string>;
  /** The process of the engine that runs now. */
  enginePid(): number;
  /** What main wrote to its log so far. */
  mainLog(): string;
  /** Closes the app as a person would; `keepHome` leaves the profile for another start. */
  stop(options?: { readonly keepHome?: boolean }): Promise<void>;
}

const routeOf = (name: WindowName): string => (name === 'console' ? '#/console' : `#/wall/${name.slice(-1)}`);

const until = async <T>(what: string, limitMs: number, look: () => T | undefined): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const inTime = async (limitMs: number, work: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const done = await Promise.race([work.then(() => true as const), late]);
  clearTimeout(timer);
  return done;
};

/**
 * Opens the app. Without `home` the profile is new and removed at the end.
 * @throws Error when no window opens within 30 s, or no engine comes up within 60 s; main's log is in the message
 */
export const openTminus = async (
  options: {
    readonly home?: string;
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<OpenTminus> => {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'tminus-e2e-'));
  const app = await launchElectron([tree, ...(options.args ?? [])], { TMINUS_HOME: home, ...options.env });
  mkdirSync(pictures, { recursive: true });
  const mainLog = (): string => {
    try {
      return readFileSync(join(home, 'log', 'main.log'), 'utf8');
    } catch {
      return '';
    }
  };
  const window: OpenTminus['window'] = async (name) => {
    const page = await until(`window ${name}`, 30_000, () =>
      app.windows().find((candidate) => candidate.url().includes(routeOf(name))),
    );
    // Asked of the page itself: the load event may have passed before the test was attached. By the clock, since a
    // window that isn't shown yet draws no frames.
    await page.waitForFunction(() => document.readyState === 'complete', undefined, { polling: 100 });
    return page;
  };
  const enginePid = (): number | undefined => {
    const pid = [...mainLog().matchAll(/engine up, pid (\d+)/g)].at(-1)?.[1];
    return pid === undefined ? undefined : Number(pid);
  };
  try {
    await window('console');
    await until('the engine', 60_000, enginePid);
  } catch (error) {
    // Nobody gets hold of it: it must not run on beside the tests that follow.
    app.process().kill('SIGKILL');
    const open = app.windows().map((page) => page.url());
    throw new Error(`${String(error)}\nopen windows: ${open.join(', ') || 'none'}\nmain's log:\n${mainLog()}`);
  }
  return {
    app,
    home,
    pictures,
    window,
    mainLog,
    screenshot: async (name, of = 'console') => {
      const path = join(pictures, `${name}.png`);
      await (await window(of)).screenshot({ path });
      return path;
    },
    enginePid: () => enginePid() ?? 0,
    stop: async ({ keepHome = false } = {}) => {
      const main = app.process();
      // A quit while something is in hand asks; these stories answer "Quit".
      const answer = app.evaluate(({ dialog }) => {
        Object.assign(dialog, { showMessageBox: async () => ({ response: 1, checkboxChecked: false }) });
      });
      await inTime(
        5000,
        answer.catch(() => undefined),
      );
      if (!(await inTime(15_000, app.close()))) main.kill('SIGKILL');
      if (!keepHome && options.home === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
};
