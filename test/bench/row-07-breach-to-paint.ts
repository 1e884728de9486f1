import { plan } from '#test/support/launch-story.ts';
import { breachToPaint, frameMs } from './electron/reactions.ts';
import { fiveWindows, load } from './electron/windows.ts';
import { quantile, type Row } from './row.ts';

const BREACHES = 8;
const SETTLE_MS = 2000;
const floorIs = 'one frame';

export const row: Row = {
  title: `a breach is known -> the decision is painted in all five windows, p95 of ${BREACHES}`,
  figures: [
    { name: 'idle', floorIs, unit: 'ms', goal: 2 },
    { name: 'under the load of row 3', floorIs, unit: 'ms', goal: 3 },
  ],
  prepare: async (folder) => {
    const five = await fiveWindows(folder);
    const criterion = plan.criteria[0]?.id ?? '';
    const p95 = async () => {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const taken: number[] = [];
      for (let n = 0; n < BREACHES; n += 1) taken.push(await breachToPaint(five, criterion));
      return quantile(taken, 0.95);
    };
    return {
      sample: async () => {
        await five.engine.ask('load', { ...load(folder), linesPerSecond: 0 });
        const frame = await frameMs(five);
        const idle = await p95();
        await five.engine.ask('load', load(folder));
        const loaded = await p95();
        return [
          { floor: frame, ours: idle },
          { floor: frame, ours: loaded },
        ];
      },
      end: five.end,
    };
  },
};
