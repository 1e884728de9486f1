import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { noFilter } from '#shared/views/log-filter.ts';
import { LogView } from '#shared/views/log-view.ts';
import { openLogWindows } from '#test/support/log-window.ts';
import { benchBatches } from './log-lines.ts';
import { type Row, timeOf } from './row.ts';

const LINES = 200_000;
const SCREEN = 40;
/** No task of a window may take longer. */
const LONGEST_MS = 200;
/** For `grep -E` and for us; the last one is what was 160 times as slow. */
const searches = [
  { flags: '', expression: 'deadline exceeded', grep: [] },
  { flags: '', expression: 'refused|reset before', grep: [] },
  { flags: '', expression: 'retry [0-9]+ route=/v1', grep: [] },
  { flags: 'i', expression: '.*Deadline Exceeded.*', grep: ['-i'] },
] as const;

/** Runs in the page: how long its longest task was while the filter was typed, found, and given up. */
async function longestTask([texts, waitMs]: readonly [readonly string[], number]): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 4);
    last = performance.now();
  }, 4);
  const input = document.querySelector<HTMLInputElement>('input[aria-label="Filter lines"]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  for (const text of texts) {
    set?.call(input, text);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  clearInterval(timer);
  return longest;
}

async function fill(page: Page): Promise<void> {
  for (const batch of benchBatches(LINES, 2000))
    await page.evaluate((one) => window.fakePush?.('logs.lines', { ...one, first: one.first + 1_000_000 }), batch);
}

export const row: Row = {
  title: 'filtering 200,000 log lines',
  figures: [
    { name: 'all of them', floorIs: 'grep -cE on a file of the same', unit: 'ms', goal: 1 },
    { name: 'the first screen', floorIs: 'grep -cE on a file of the same', unit: 'ms', goal: 0.25 },
    { name: 'longest task of a window, hopeless expression included', floorIs: 'what is allowed', unit: 'ms', goal: 1 },
  ],
  prepare: async (folder) => {
    const file = join(folder, 'lines.txt');
    const batches = benchBatches(LINES, 1000);
    writeFileSync(file, batches.map(({ shown }) => shown).join(''));
    const view = new LogView();
    for (const batch of batches) view.add(batch);
    const windows = await openLogWindows(join(folder, 'window'));
    const { page } = await windows.open();
    return {
      sample: async () => {
        let [grep, all, first] = [0, 0, 0];
        for (const { flags, expression, grep: options } of searches) {
          let found = 0;
          grep += timeOf(() => {
            found = Number(execFileSync('grep', ['-cE', ...options, expression, file]));
          });
          const filter = { ...noFilter, text: `/${expression}/${flags}` };
          first += timeOf(() => {
            view.setFilter(filter);
            view.work(() => view.rows(0, SCREEN).length >= SCREEN);
          });
          all += timeOf(() => {
            view.setFilter(filter);
            view.work(() => false);
          });
          if (view.counts().matched !== found) throw new Error(`${expression}: found other lines than grep`);
        }
        await fill(page);
        const texts = [...searches.map(({ expression }) => `/${expression}/`), '/(\\w+\\s?)+$x/', ''];
        const longest = await page.evaluate(longestTask, [texts, 1500] as const);
        return [
          { floor: grep, ours: all },
          { floor: grep, ours: first },
          { floor: LONGEST_MS, ours: longest },
        ];
      },
      end: () => windows.close(),
    };
  },
};
