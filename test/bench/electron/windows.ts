import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BenchApp, builtApp, driverFolder, floorMain } from './bench-app.ts';
import { homeWithLaunch } from './bench-home.ts';
import { EngineControl, type LoadAsked, loadedEngine } from './control.ts';

/** Console and four screens of Tminus, and as many empty windows of the same size at the same places. */
export type FiveWindows = {
  readonly ours: BenchApp;
  readonly engine: EngineControl;
  openFloor(): Promise<BenchApp>;
  end(): Promise<void>;
};

export const LINES_PER_SECOND = 10_000;

/** How far apart samples are that Prometheus gave, launch time in ms. */
const SCRAPED_MS = 5000;

/** The load of row 3: signals at 1 Hz, and that many log lines. */
export const load = (folder: string, watchEventsPerSecond = 0): LoadAsked => ({
  ...{ pastStepMs: SCRAPED_MS, linesPerSecond: LINES_PER_SECOND, watchEventsPerSecond },
  folder: join(folder, 'world'),
});

/** Waits until in every page something is there. */
export async function everywhere(app: BenchApp, selector: string, count: number): Promise<void> {
  const end = Date.now() + 120_000;
  for (;;) {
    const there = await app.pages((wanted: string) => document.querySelector(wanted) !== null, selector);
    if (there.length >= count && there.every(Boolean)) return;
    if (Date.now() > end) throw new Error(`${selector}: not in every window within 120 s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

let floors = 0;

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where the windows of an app are. */
export const placesOf = (app: BenchApp): Promise<readonly Place[]> =>
  app.main(({ electron }) => electron.BrowserWindow.getAllWindows().map((window) => window.getBounds()), null);

/** Empty windows at these places. */
export async function floorAt(places: readonly Place[], folder: string): Promise<BenchApp> {
  floors += 1;
  const home = join(folder, `floor-home-${floors}`);
  mkdirSync(home);
  const floor = await BenchApp.open({
    ...{ folder: driverFolder(join(folder, 'floor')), main: floorMain },
    env: { TMINUS_HOME: home, TMINUS_BENCH_PLACES: JSON.stringify(places) },
  });
  await everywhere(floor, 'h1', places.length);
  return floor;
}

/**
 * Opens Tminus with its wall on the loaded engine; every window shows the launch when this comes back. `usualHeaps`: heaps
 * of its windows grow as V8 lets them, for what makes more garbage than ours may.
 */
export async function fiveWindows(folder: string, { usualHeaps = false } = {}): Promise<FiveWindows> {
  const app = await builtApp(join(folder, 'app'), loadedEngine);
  const home = join(folder, 'home');
  await homeWithLaunch(home);
  const socket = join(folder, 'control');
  const engine = new EngineControl(socket);
  const ours = await BenchApp.open({
    ...app,
    args: ['--no-rehearsal', '--wall'],
    env: { TMINUS_HOME: home, TMINUS_BENCH_CONTROL: socket, ...(usualHeaps ? { TMINUS_BENCH_USUAL_HEAPS: '1' } : {}) },
  });
  await everywhere(ours, '.wall-head, .header-phase', 5);
  // The app that was just copied is flushed half a minute later otherwise, and a commit of the log waits 100 ms for that.
  spawnSync('sync');
  const opened: BenchApp[] = [ours];
  return {
    ours,
    engine,
    async openFloor() {
      const floor = await floorAt(await placesOf(ours), folder);
      opened.push(floor);
      return floor;
    },
    async end() {
      await Promise.all(opened.map((app) => app.stop()));
      engine.close();
    },
  };
}
