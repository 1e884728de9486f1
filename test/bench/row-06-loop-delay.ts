import { fiveWindows, load } from './electron/windows.ts';
import type { Row } from './row.ts';

const LOOK_MS = 5000;
const SETTLE_MS = 2000;
const MOST_MS = 50;
const floorIs = 'the same one, idle';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const row: Row = {
  title: 'loop delay of main and engine while 10,000 log lines/s go to four windows',
  figures: [
    { name: 'main, p99', floorIs, unit: 'ms', goal: 2 },
    { name: 'engine, p99', floorIs, unit: 'ms', goal: 2 },
    { name: 'main, longest', floorIs: 'the most it may be', unit: 'ms', goal: 1 },
    { name: 'engine, longest', floorIs: 'the most it may be', unit: 'ms', goal: 1 },
  ],
  prepare: async (folder) => {
    const five = await fiveWindows(folder);
    await five.ours.main(({ loop }) => void loop.enable(), null);
    // The wall's four windows all listen, as if each of them showed the logs.
    await five.ours.main(async ({ electron }) => {
      for (const { webContents } of electron.BrowserWindow.getAllWindows())
        if (webContents.getURL().includes('/wall/'))
          await webContents.executeJavaScript("void tminus.on('logs.lines', () => undefined)");
    }, null);
    const look = async () => {
      await wait(SETTLE_MS);
      await five.ours.main(({ loop }) => loop.reset(), null);
      await five.engine.ask('loop', null);
      await wait(LOOK_MS);
      const engine = await five.engine.ask('loop', null);
      const main = await five.ours.main(
        ({ loop }) => ({ p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 }),
        null,
      );
      return { main, engine };
    };
    return {
      sample: async () => {
        await five.engine.ask('load', { ...load(folder), pastStepMs: null, linesPerSecond: 0 });
        const idle = await look();
        await five.engine.ask('load', { ...load(folder), pastStepMs: null });
        const busy = await look();
        return [
          { floor: idle.main.p99Ms, ours: busy.main.p99Ms },
          { floor: idle.engine.p99Ms, ours: busy.engine.p99Ms },
          { floor: MOST_MS, ours: busy.main.maxMs },
          { floor: MOST_MS, ours: busy.engine.maxMs },
        ];
      },
      end: five.end,
    };
  },
};
