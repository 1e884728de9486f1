import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { BenchApp, builtApp, driverFolder, floorMain } from './electron/bench-app.ts';
import { homeWithLaunch } from './electron/bench-home.ts';
import type { Row } from './row.ts';

const floorIs = 'Electron with one window that says hello';

export const row: Row = {
  title: 'from the start of the program to what the console shows of the log, and to its charts',
  figures: [
    { name: 'first useful paint', floorIs, unit: 'ms', goal: 1.3 },
    { name: 'all charts drawn', floorIs, unit: 'ms', goal: 1.8 },
  ],
  prepare: async (folder) => {
    const app = await builtApp(join(folder, 'app'));
    const empty = { folder: driverFolder(join(folder, 'floor')), main: floorMain };
    const home = join(folder, 'home');
    await homeWithLaunch(home);
    return {
      sample: async () => {
        const floorHome = mkdtempSync(join(folder, 'floor-home-'));
        const floor = await BenchApp.open({ ...empty, env: { TMINUS_HOME: floorHome }, painted: { hello: ['h1'] } });
        const hello = await floor.painted('hello');
        await floor.stop();
        const ours = await BenchApp.open({
          ...app,
          args: ['--no-rehearsal'],
          env: { TMINUS_HOME: home },
          // Phase and next step come from the log; the chart is there when its canvas is.
          painted: { useful: ['.header-phase:not(:empty)', '.nav'], charts: ['.live-chart canvas'] },
        });
        const useful = await ours.painted('useful');
        const charts = await ours.painted('charts');
        await ours.stop();
        return [
          { floor: hello, ours: useful },
          { floor: hello, ours: charts },
        ];
      },
      end: async () => undefined,
    };
  },
};
