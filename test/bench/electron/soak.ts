import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { BenchApp } from './bench-app.ts';
import { framesPerSecond } from './in-page.ts';
import { cpuMs, pssMb, treeOf } from './processes.ts';
import { fiveWindows, load } from './windows.ts';

const WATCH_EVENTS_PER_SECOND = 500;
const MINUTE_MS = 60_000;
const FRAMES_MS = 3000;

type Minute = { readonly minute: number; readonly pssMb: number; readonly engineMb: number };

/** The rehearsal cluster whose events are watched is no part of the app; main, which is told `--no-rehearsal`, is. */
const isRehearsal = (pid: number): boolean => {
  try {
    return /rehearsal(?:\.mjs|\/main\.ts)/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return true;
  }
};

/** Growth by least squares, MB a minute, without the first minute, in which buffers fill. */
function slopeOf(minutes: readonly Minute[]): number {
  const [, ...later] = minutes;
  const mean = (of: (one: Minute) => number) => later.reduce((sum, one) => sum + of(one), 0) / later.length;
  const [x, y] = [mean(({ minute }) => minute), mean((one) => one.pssMb)];
  const over = later.reduce((sum, one) => sum + (one.minute - x) * (one.pssMb - y), 0);
  return over / later.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
}

/** What each window's own objects take after all garbage is collected, in MB, by where the window is: growth here is a leak. */
const keptMb = (app: BenchApp): Promise<readonly string[]> =>
  app.main(
    ({ electron }) =>
      Promise.all(
        electron.BrowserWindow.getAllWindows()
          .filter((window) => window.isVisible())
          .sort((a, b) => a.id - b.id)
          .map(async ({ webContents }) => {
            webContents.debugger.attach();
            await webContents.debugger.sendCommand('HeapProfiler.collectGarbage');
            const heap = await webContents.debugger.sendCommand('Runtime.getHeapUsage');
            webContents.debugger.detach();
            return `${new URL(webContents.getURL()).hash} ${(heap.usedSize / 1024 / 1024).toFixed(2)}`;
          }),
      ),
    null,
  );

/**
 * The load of row 3 with that of row 12, for some minutes: memory of all processes of the app has to stay flat. Prints each
 * minute as it passes.
 */
export async function soak(minutes: number, folder: string, print: (line: string) => void): Promise<readonly Minute[]> {
  const five = await fiveWindows(folder);
  const taken: Minute[] = [];
  try {
    // The hour that is kept is full from the start: what grows afterwards isn't that.
    await five.engine.ask('load', { ...load(folder, WATCH_EVENTS_PER_SECOND), pastStepMs: 1000 });
    for (let minute = 1; minute <= minutes; minute += 1) {
      const [before, start] = [cpuMs(treeOf(five.ours.pid).filter((pid) => !isRehearsal(pid))), performance.now()];
      await new Promise((resolve) => setTimeout(resolve, MINUTE_MS - FRAMES_MS));
      const fps = Math.min(...(await five.ours.pages(framesPerSecond, FRAMES_MS)));
      const pids = treeOf(five.ours.pid).filter((pid) => !isRehearsal(pid));
      const share = (cpuMs(pids) - before) / (performance.now() - start) / cpus().length;
      const { maxMs } = await five.engine.ask('loop', null);
      const engine = pids.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine.mjs'));
      const one = { minute, pssMb: pssMb(pids), engineMb: pssMb(engine) };
      taken.push(one);
      print(
        `  minute ${minute}: ${one.pssMb.toFixed(0)} MB (engine ${one.engineMb.toFixed(0)}), slowest window ${fps.toFixed(1)} fps, ` +
          `${(share * 100).toFixed(0)} % of all cores, engine's longest block ${maxMs.toFixed(0)} ms`,
      );
      // Asking collects all garbage: only after the minutes that count.
      if (minute === minutes) print(`    kept in the windows, MB: ${(await keptMb(five.ours)).join(', ')}`);
    }
  } finally {
    await five.end();
  }
  if (taken.length > 2) print(`  slope without the first minute: ${slopeOf(taken).toFixed(2)} MB a minute`);
  return taken;
}
