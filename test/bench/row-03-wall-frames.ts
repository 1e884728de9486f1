import { cpus } from 'node:os';
import { join } from 'node:path';
import type { BenchApp } from './electron/bench-app.ts';
import { buildChartsPages, showCharts } from './electron/charts.ts';
import { framesPerSecond, longestTask } from './electron/in-page.ts';
import { cpuMs, treeOf } from './electron/processes.ts';
import { type FiveWindows, fiveWindows, LINES_PER_SECOND, load } from './electron/windows.ts';
import type { Row } from './row.ts';

const LOOK_MS = 4000;
const SETTLE_MS = 3000;
const floorIs = 'five empty windows';

/** Frames a second of the slowest window, share of all cores in percent, and the longest task of any window in ms. */
async function look(app: BenchApp): Promise<{ fps: number; share: number; longest: number }> {
  const [before, start] = [cpuMs(treeOf(app.pid)), performance.now()];
  const [frames, tasks] = await Promise.all([app.pages(framesPerSecond, LOOK_MS), app.pages(longestTask, LOOK_MS)]);
  const used = (cpuMs(treeOf(app.pid)) - before) / (performance.now() - start);
  return { fps: Math.min(...frames), share: (used / cpus().length) * 100, longest: Math.max(...tasks) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

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
  ],
  prepare: async (folder) => {
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
        await showCharts(five.ours, 'recharts');
        await settle();
        const recharts = await look(five.ours);
        const figures = [own, charts].flatMap(({ fps, share, longest }) => [
          { floor: 1000 / empty.fps, ours: 1000 / fps },
          { floor: empty.share, ours: share },
          { floor: 50, ours: longest },
        ]);
        return [...figures, { floor: recharts.share, ours: charts.share }, { floor: recharts.fps, ours: charts.fps }];
      },
      end: five.end,
    };
  },
};
