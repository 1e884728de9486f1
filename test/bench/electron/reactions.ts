import { whenShown } from './in-page.ts';
import type { FiveWindows } from './windows.ts';

const LIMIT_MS = 15_000;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What every window shows of an open decision, and of a hold. */
export const decisionShown = { selector: '.header-rollback, .wall-summary', pattern: 'decision' };
export const holdShown = { selector: '.header-next, .wall-next', pattern: 'HOLD' };

type Shown = { readonly selector: string; readonly pattern: string };

/** Until all windows show it (or no longer do): epoch ms at which the last of them had painted it. */
export async function allShow({ ours }: FiveWindows, shown: Shown, is: boolean, begin: () => unknown): Promise<number> {
  const seen = ours.pages(whenShown, { ...shown, is, limitMs: LIMIT_MS });
  // Their looking has begun by then.
  await wait(100);
  await begin();
  const at = await seen;
  const late = at.indexOf(null);
  if (late >= 0) throw new Error(`window ${late} did not show "${shown.pattern}" (${is}) within ${LIMIT_MS / 1000} s`);
  return Math.max(...at.map(Number));
}

/** A criterion is met: ms until all five windows have painted the decision. Ends it again. */
export async function breachToPaint(five: FiveWindows, criterion: string): Promise<number> {
  let knownAt = 0;
  const painted = await allShow(five, decisionShown, true, async () => {
    knownAt = await five.engine.ask('trip', { criterion });
  });
  await allShow(five, decisionShown, false, () => five.engine.ask('keepGoing', null));
  return painted - knownAt;
}

/** A Deployment of the launch changes in the cluster: ms from asking for it until screen 1 has painted it. */
export async function changeToPaint({ ours, engine }: FiveWindows, replicas: number): Promise<number> {
  const pattern = `/${replicas} stable`;
  const shown = { selector: '.health-pods', pattern, is: true, limitMs: LIMIT_MS, on: '#/wall/1' };
  const seen = ours.pages(whenShown, shown);
  await wait(100);
  const askedAt = await engine.ask('scale', { replicas });
  const painted = (await seen).find((at) => at !== null);
  if (painted == null) throw new Error(`screen 1 did not show ${pattern} within ${LIMIT_MS / 1000} s`);
  return painted - askedAt;
}

/** One frame of the console, ms: the median of sixty. */
export async function frameMs({ ours }: FiveWindows): Promise<number> {
  const frames = await ours.pages(
    () =>
      new Promise<number>((resolve) => {
        const times: number[] = [];
        const look = (at: number): void => {
          times.push(at);
          if (times.length <= 60) requestAnimationFrame(look);
          else resolve(times.map((time, n) => time - (times[n - 1] ?? time)).sort((a, b) => a - b)[30] ?? 0);
        };
        requestAnimationFrame(look);
      }),
    null,
  );
  return frames[0] ?? Number.NaN;
}
