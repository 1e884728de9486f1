import { plan } from '#test/support/launch-story.ts';
import { allShow, breachToPaint, holdShown } from './electron/reactions.ts';
import { type FiveWindows, fiveWindows, load } from './electron/windows.ts';
import { quantile, type Row } from './row.ts';

const CLICKS = 8;

/** Opens the dialog of the hold at the console and clicks; epoch ms of the click. */
async function clickHold({ ours }: FiveWindows): Promise<number> {
  const clicked = await ours.pages(async () => {
    if (location.hash.startsWith('#/wall')) return null;
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'h', bubbles: true }));
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const buttons = [...document.querySelectorAll('dialog button, [role="dialog"] button')];
      const hold = buttons.find((button) => button.textContent?.trim() === 'Hold');
      if (!(hold instanceof HTMLElement)) continue;
      // Nobody clicks what isn't painted yet.
      for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      const at = performance.timeOrigin + performance.now();
      hold.click();
      return at;
    }
  }, null);
  return Number(clicked.find((at) => at !== null));
}

export const row: Row = {
  title: `a click -> the command -> its event on disk -> painted in five windows, p95 of ${CLICKS}`,
  figures: [
    { name: 'hold', floorIs: 'one durable event of this engine and row 7, idle', unit: 'ms', goal: 1.5 },
    { name: 'one durable event', floorIs: 'row 7, idle', unit: 'ms', goal: null },
  ],
  prepare: async (folder) => {
    const five = await fiveWindows(folder);
    await five.engine.ask('load', { ...load(folder), linesPerSecond: 0 });
    const criterion = plan.criteria[0]?.id ?? '';
    return {
      sample: async () => {
        const taken: { event: number; breach: number; click: number }[] = [];
        for (let n = 0; n < CLICKS; n += 1) {
          const event = await five.engine.ask('event', null);
          const breach = await breachToPaint(five, criterion);
          let clickedAt = 0;
          const painted = await allShow(five, holdShown, true, async () => {
            clickedAt = await clickHold(five);
          });
          await allShow(five, holdShown, false, () => five.engine.ask('resume', null));
          taken.push({ event, breach, click: painted - clickedAt });
        }
        const p95 = (of: 'event' | 'breach' | 'click') =>
          quantile(
            taken.map((one) => one[of]),
            0.95,
          );
        return [
          { floor: p95('event') + p95('breach'), ours: p95('click') },
          { floor: p95('breach'), ours: p95('event') },
        ];
      },
      end: five.end,
    };
  },
};
