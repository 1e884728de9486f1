import { cpus } from 'node:os';
import { join } from 'node:path';
import type { BenchApp } from './electron/bench-app.ts';
import { buildChartsPages, showCharts } from './electron/charts.ts';
import { framesPerSecond, longestTask } from './electron/in-page.ts';
import { cpuMs, treeOf } from './electron/processes.ts';
import { type FiveWindows, fiveWindows, LINES_PER_SECOND, load } from './electron/windows.ts';
import type { Row } from './row.ts';

const LOOK_MS = 4000;
/** A page that was just loaded is still compiled while it runs; a wall stands all day. */
const SETTLE_MS = 10_000;
/** Five pages of Recharts at once need so long until they have caught up. */
const RECHARTS_SETTLE_MS = 30_000;
const floorIs = 'five empty windows';

/** Frames a second of the slowest window, share of all cores in percent, and the longest task of any window in ms. */
type Look = { readonly fps: number; readonly share: number; readonly longest: number };

async function look(app: BenchApp): Promise<Look> {
  const [before, start] = [cpuMs(treeOf(app.pid)), performance.now()];
  const [frames, tasks] = await Promise.all([app.pages(framesPerSecond, LOOK_MS), app.pages(longestTask, LOOK_MS)]);
  const used = (cpuMs(treeOf(app.pid)) - before) / (performance.now() - start);
  return { fps: Math.min(...frames), share: (used / cpus().length) * 100, longest: Math.max(...tasks) };
}

const settle = (ms = SETTLE_MS) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The same with Recharts, with 300 points a line and then with all of them, in an app of its own that is gone before ours
 * opens: together they would take from each other. Its heaps are V8's usual ones: with ours, its garbage would cost more.
 */
async function lookAtRecharts(folder: string): Promise<{ readonly thinned: Look; readonly all: Look }> {
  const five = await fiveWindows(folder, { usualHeaps: true });
  const lookAt = async (page: 'recharts-thinned' | 'recharts', settleMs: number): Promise<Look> => {
    await showCharts(five.ours, page);
    await settle(settleMs);
    return look(five.ours);
  };
  try {
    await buildChartsPages(join(folder, 'app/.vite/renderer'));
    await five.engine.ask('load', load(folder));
    return {
      thinned: await lookAt('recharts-thinned', RECHARTS_SETTLE_MS),
      all: await lookAt('recharts', SETTLE_MS),
    };
  } finally {
    await five.end();
  }
}

export const row: Row = {
  title: `five windows, signals at 1 Hz and ${LINES_PER_SECOND} log lines/s: as they are, then with 24 live charts in each`,
  figures: [
    // A ratio of frames is to be high: the floor is divided by ours.
    { name: 'time of a frame in the slowest window', floorIs, unit: 'ms', goal: 1 / 0.95 },
    { name: 'CPU of all processes, share of all cores', floorIs, unit: '%', goal: null },
    { name: 'longest task in a window', floorIs: 'the limit', unit: 'ms', goal: 1 },
    { name: 'with 24 charts: time of a frame in the slowest window', floorIs, unit: 'ms', goal: 1 / 0.95 },
    { name: 'with 24 charts: CPU of all processes, share of all cores', floorIs, unit: '%', goal: null },
    { name: 'with 24 charts: longest task in a window', floorIs: 'the limit', unit: 'ms', goal: 1 },
    { name: 'with 24 charts: CPU of all processes', floorIs: 'the same with Recharts', unit: '%', goal: 0.2 },
    {
      name: 'with 24 charts: frames of the slowest window',
      floorIs: 'the same with Recharts',
      unit: 'fps',
      goal: null,
    },
    { name: 'with 24 charts: CPU of all processes', floorIs: 'Recharts with 300 points', unit: '%', goal: null },
    {
      name: 'with 24 charts: frames of the slowest window',
      floorIs: 'Recharts with 300 points',
      unit: 'fps',
      goal: null,
    },
  ],
  prepare: async (folder) => {
    const recharts = await lookAtRecharts(join(folder, 'recharts'));
    const five: FiveWindows = await fiveWindows(folder);
    await buildChartsPages(join(folder, 'app/.vite/renderer'));
    const floor = await five.openFloor();
    return {
      sample: async () => {
        // What is measured against is measured while ours has nothing to show.
        await five.engine.ask('load', { ...load(folder), pastStepMs: null, linesPerSecond: 0 });
        await showCharts(five.ours, 'own');
        await settle();
        const empty = await look(floor);
        await five.engine.ask('load', load(folder));
        await settle();
        const own = await look(five.ours);
        await showCharts(five.ours, 'charts');
        await settle();
        const charts = await look(five.ours);
        const figures = [own, charts].flatMap(({ fps, share, longest }) => [
          { floor: 1000 / empty.fps, ours: 1000 / fps },
          { floor: empty.share, ours: share },
          { floor: 50, ours: longest },
        ]);
        const beside = [recharts.all, recharts.thinned].flatMap(({ share, fps }) => [
          { floor: share, ours: charts.share },
          { floor: fps, ours: charts.fps },
        ]);
        return [...figures, ...beside];
      },
      end: five.end,
    };
  },
};
