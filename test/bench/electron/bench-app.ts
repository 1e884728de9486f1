import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lent } from '#test/support/lent.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const tree = fileURLToPath(new URL('../../../', import.meta.url));

/** What main's side of the bench is given: Electron, and the histogram of main's loop delay. */
export type Tools = {
  readonly electron: typeof import('electron');
  readonly loop: ReturnType<typeof import('node:perf_hooks').monitorEventLoopDelay>;
};

type Said =
  | { readonly moment: string; readonly at: number; readonly url: string }
  | { readonly id: number; readonly value?: unknown; readonly error?: string };

/** What is opened: `main` is a script of main's; `painted` names moments by the selectors that must all match. */
export type AppOptions = {
  readonly folder: string;
  readonly main: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly painted?: Readonly<Record<string, readonly string[]>>;
};

/** One Electron under measurement. It ends with us, by its own pid. */
export class BenchApp {
  /** Epoch ms at which it was started. */
  readonly startedAt: number;
  readonly #child: ChildProcess;
  readonly #moments = new Map<string, number>();
  readonly #waiting = new Map<number, (said: { readonly value?: unknown; readonly error?: string }) => void>();
  #output = '';
  #next = 1;

  private constructor(child: ChildProcess, startedAt: number) {
    this.#child = child;
    this.startedAt = startedAt;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => {
        this.#output = (this.#output + part.toString()).slice(-4000);
      });
    child.on('message', (said: Said) => {
      if ('id' in said) {
        this.#waiting.get(said.id)?.(said);
        this.#waiting.delete(said.id);
      } else if (!this.#moments.has(said.moment)) this.#moments.set(said.moment, said.at);
    });
  }

  static async open({ folder, main, args = [], env = {}, painted = {} }: AppOptions): Promise<BenchApp> {
    const { electron, node, display } = await lent();
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const startedAt = Date.now();
    const child = spawn(electron, [...root, folder, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        ...(display === undefined ? {} : { DISPLAY: display }),
        TMINUS_NODE: node,
        TMINUS_BENCH_MAIN: main,
        TMINUS_BENCH_PAINTED: JSON.stringify(painted),
        ...env,
      },
    });
    return new BenchApp(child, startedAt);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Milliseconds from the start until that moment was painted. */
  async painted(moment: string, limitMs = 60_000): Promise<number> {
    const end = Date.now() + limitMs;
    for (;;) {
      const at = this.#moments.get(moment);
      if (at !== undefined) return at - this.startedAt;
      if (Date.now() > end || this.#child.exitCode !== null)
        throw new Error(`"${moment}" was not painted within ${limitMs / 1000} s. ${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Runs a function in main. It may name nothing from around it. */
  main<In, Out>(work: (tools: Tools, input: In) => Out | Promise<Out>, input: In): Promise<Out> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ value, error }) => {
        // What the function gives, through JSON.
        if (error === undefined) resolve(value as Out);
        else reject(new Error(`${error}\n${this.#output}`));
      });
      this.#child.send({ id, source: String(work), input }, (error) => error !== null && reject(error));
    });
  }

  /**
   * Runs a function in every page at once; answers in the order of the windows. It may name nothing from around it. Windows
   * that nobody sees are left out: the one that prints papers comes and goes, and would never answer.
   */
  pages<In, Out>(work: (input: In) => Out | Promise<Out>, input: In): Promise<readonly Out[]> {
    return this.main(
      async ({ electron }, { source, given }) =>
        Promise.all(
          electron.BrowserWindow.getAllWindows()
            .filter((window) => window.isVisible())
            .sort((a, b) => a.id - b.id)
            .map(({ webContents }) => webContents.executeJavaScript(`(${source})(${given})`)),
        ),
      { source: String(work), given: JSON.stringify(input) ?? 'undefined' },
    );
  }

  /** Ends it as a signal would; what is left after ten seconds is killed. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
  }
}

/** An app folder whose first script is the driver. */
export function driverFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ name: 'tminus-bench', productName: 'Tminus', version: '0.1.0', main: 'driver.cjs' });
  writeFileSync(join(folder, 'package.json'), text);
  copyFileSync(join(here, 'driver.cjs'), join(folder, 'driver.cjs'));
  return folder;
}

export const floorMain = join(here, 'floor.cjs');

/**
 * Tminus as it is built, in a folder of its own, so that the bench can put its own engine beside main without a seam in
 * the app. `engine` is a module that stands in the place of the engine's bundle.
 */
export async function builtApp(folder: string, engine?: string): Promise<{ folder: string; main: string }> {
  await lent();
  driverFolder(folder);
  cpSync(join(tree, '.vite'), join(folder, '.vite'), {
    recursive: true,
    filter: (path) => !path.includes('types') && !path.endsWith('.map'),
  });
  // Beside the code, as in a packaged app.
  cpSync(join(tree, 'shared/packs'), join(folder, 'shared/packs'), { recursive: true });
  if (engine !== undefined)
    writeFileSync(join(folder, '.vite/build/engine.mjs'), `await import(${JSON.stringify(engine)});\n`);
  return { folder, main: join(folder, '.vite/build/main.cjs') };
}
