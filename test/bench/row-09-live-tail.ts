import type { Page } from 'playwright-core';
import { realClock } from '#engine/clock.ts';
import { lineMaker } from '#engine/watch/logs/line-of.ts';
import { LogDesk } from '#engine/watch/logs/log-desk.ts';
import { openLogWindows } from '#test/support/log-window.ts';
import { benchBatches, benchLines } from './log-lines.ts';
import { cpuTimeOf, type Row } from './row.ts';

const MEASURED_MS = 3000;
/** As the engine sends them. */
const FLUSH_MS = 50;
/** No line may be seen later. */
const LATEST_MS = 250;

type Seen = { readonly frameMs: number; readonly latestMs: number };

/**
 * Runs in the page: pushes the batches, each with a line of its own at its end, and looks at every frame which one is on
 * top. A line waits in the engine for the next flush at worst, which is counted as if it always did.
 */
function tail([batches, from, measuredMs, flushMs]: readonly [
  readonly object[],
  number,
  number,
  number,
]): Promise<Seen> {
  return new Promise((resolve) => {
    const sentAt: number[] = [];
    let [frames, latestMs, next, seen] = [0, 0, from, from - 1];
    const startedAt = performance.now();
    const push = (): void => {
      const batch = batches[next % Math.max(1, batches.length)] as { count: number; heads: string; shown: string };
      if (batch === undefined) return;
      const [heads, shown] = [`${Date.now()} 3 x\n`, `stable marker INFO number ${next} .\n`];
      sentAt[next] = performance.now() - flushMs;
      const lines = { count: batch.count + 1, heads: batch.heads + heads, shown: batch.shown + shown };
      window.fakePush?.('logs.lines', { first: 1_000_000 + next * 10_000, ...lines });
      next += 1;
    };
    const timer = setInterval(push, flushMs);
    const frame = (): void => {
      frames += 1;
      const top = /number (\d+) \./.exec(document.querySelector('.lines-line')?.textContent ?? '')?.[1];
      const now = performance.now();
      // Those between two that were seen came on the screen with the later one.
      for (let number = seen + 1; top !== undefined && number <= Number(top); number += 1)
        latestMs = Math.max(latestMs, now - (sentAt[number] ?? now));
      if (top !== undefined) seen = Math.max(seen, Number(top));
      if (now - startedAt < measuredMs) return void requestAnimationFrame(frame);
      clearInterval(timer);
      resolve({ frameMs: (now - startedAt) / frames, latestMs });
    };
    requestAnimationFrame(frame);
  });
}

/** Lines of all turns are numbered on: what is on the screen of the last one is not taken for this one's. */
let turns = 0;
const measured = (page: Page, perFlush: number): Promise<Seen> =>
  page.evaluate(tail, [
    perFlush === 0 ? [] : benchBatches(perFlush * 20, perFlush),
    1000 * ++turns,
    MEASURED_MS,
    FLUSH_MS,
  ] as const);

/** Milliseconds of processor that the engine needs for one second of lines: cleaned, counted by kind, packed. */
function engineMs(perSecond: number): number {
  const services = [
    { id: 'search-service', stableDeployment: 'search-service-stable', canaryDeployment: 'search-service-canary' },
  ];
  const lineOf = lineMaker(services as unknown as Parameters<typeof lineMaker>[0], realClock());
  const entries = benchLines(0, perSecond).map(({ pod, text, level }) => ({
    ...{ atMs: Date.now(), pod, app: null, level: null },
    text: `2026-11-24T02:58:16.739Z ${level.toUpperCase()} [search-service] ${text}`,
  }));
  const desk = new LogDesk();
  return cpuTimeOf(() => {
    for (const [index, entry] of entries.entries()) {
      desk.take(lineOf(entry));
      if (index % (perSecond / 20) === 0) desk.flush(FLUSH_MS);
    }
  });
}

const floorIs = 'the same screen, with no line coming';
/** What a window gets of 50,000 a second: the engine leaves out the rest, counts it, and says so. */
const mostPerFlush = 1000;

export const row: Row = {
  title: 'the live tail on the log screen',
  figures: [
    { name: 'a frame at 10,000 lines a second', floorIs, unit: 'ms', goal: 1 / 0.95 },
    { name: 'a frame at 50,000 lines a second', floorIs, unit: 'ms', goal: 1 / 0.95 },
    { name: 'the latest a line was seen, of 10,000', floorIs: 'what is allowed', unit: 'ms', goal: 1 },
    { name: 'the latest a line was seen, of 50,000', floorIs: 'what is allowed', unit: 'ms', goal: 1 },
    { name: 'processor of the engine for 10,000 lines', floorIs: 'one second of a core', unit: 'ms', goal: null },
    { name: 'processor of the engine for 50,000 lines', floorIs: 'one second of a core', unit: 'ms', goal: null },
  ],
  prepare: async (folder) => {
    const windows = await openLogWindows(folder);
    const { page } = await windows.open();
    return {
      sample: async () => {
        const idle = await measured(page, 0);
        const ten = await measured(page, 500);
        const fifty = await measured(page, mostPerFlush);
        return [
          { floor: idle.frameMs, ours: ten.frameMs },
          { floor: idle.frameMs, ours: fifty.frameMs },
          { floor: LATEST_MS, ours: ten.latestMs },
          { floor: LATEST_MS, ours: fifty.latestMs },
          { floor: 1000, ours: engineMs(10_000) },
          { floor: 1000, ours: engineMs(50_000) },
        ];
      },
      end: () => windows.close(),
    };
  },
};
