import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogLineObserved } from '#shared/contract/observed/logs.ts';
import { inertText } from '#shared/lib/inert-text.ts';
import { packLines } from '#shared/views/log-batch.ts';
import { hostileLines } from '#test/support/hostile-lines.ts';
import { type LogWindow, openLogWindows } from '#test/support/log-window.ts';

const TIMEOUT = { timeout: 60_000 };
/** The bundle as it is shipped, its worker and the content policy, in a window of Electron without the app behind it. */
describe('the log screen', () => {
  let folder: string;
  let windows: Awaited<ReturnType<typeof openLogWindows>>;
  let next = 1_000_000;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tminus-logs-'));
    windows = await openLogWindows(folder);
  });
  afterAll(async () => {
    await windows?.close();
    await rm(folder, { recursive: true, force: true });
  });
  const push = async ({ page }: LogWindow, texts: readonly string[], level: LogLineObserved['level'] = 'info') => {
    const lines = texts.map((text) => ({
      ...{ at: 1_795_507_200_000, pod: 'api-gateway-canary-1', service: 'api-gateway', subset: 'canary' as const },
      ...{ level, text },
    }));
    await page.evaluate((batch) => window.fakePush?.('logs.lines', batch), packLines(next, lines));
    next += lines.length;
  };
  const top = ({ page }: LogWindow, count = 1) =>
    page.locator('.lines-text').evaluateAll((all, many) => all.slice(0, many).map((one) => one.textContent), count);
  const filter = ({ page }: LogWindow, text: string) => page.getByLabel('Filter lines').fill(text);
  const aside = ({ page }: LogWindow) => page.locator('.lines .panel-aside').textContent();
  const numbers = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `number ${from + index}`);

  test('HTML, scripts, escape sequences and bidirectional controls are text: not one element more, no word of the policy', async () => {
    const opened = await windows.open();
    await push(
      opened,
      Array.from({ length: 40 }, () => 'plain'),
      'error',
    );
    await expect.poll(() => top(opened), TIMEOUT).toEqual(['plain']);
    const elements = () =>
      opened.page.evaluate(() => [...document.querySelectorAll('.lines *')].map(({ tagName }) => tagName).join());
    const before = await elements();
    const clean = hostileLines.map(inertText);
    await push(opened, clean, 'error');
    await expect.poll(() => top(opened, 5), TIMEOUT).toEqual(clean.toReversed().slice(0, 5));
    expect(await elements()).toBe(before);
    expect(await opened.page.evaluate(() => 'owned' in window)).toBe(false);
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  test('lines are filtered as one types; an expression without end is stopped, said, and the lines go on', async () => {
    const opened = await windows.open();
    await push(opened, numbers(0, 20_000));
    await filter(opened, '/number 1999[0-9]$/');
    await expect.poll(() => top(opened, 3), TIMEOUT).toEqual(['number 19999', 'number 19998', 'number 19997']);
    await expect.poll(() => aside(opened), TIMEOUT).toContain('10 of ');
    await filter(opened, '/a(/');
    await expect.poll(() => opened.page.locator('.lines-trouble').textContent(), TIMEOUT).toMatch(/can't be used/);
    await push(opened, [`${'a'.repeat(40)}!`]);
    await filter(opened, '/(a+)+$/');
    await expect
      .poll(() => opened.page.locator('.lines-trouble').textContent(), TIMEOUT)
      .toMatch(/takes too long and was stopped/);
    expect(await opened.page.getByLabel('Filter lines').inputValue()).toBe('');
    await push(opened, ['after it']);
    await expect.poll(() => top(opened), TIMEOUT).toEqual(['after it']);
    // It is there to be read: another worker that has nothing against no filter at all doesn't wipe it away.
    expect(await opened.page.locator('.lines-trouble').textContent()).toMatch(/takes too long and was stopped/);
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  test('space lets the lines stand still while new ones wait and are counted; End follows again', async () => {
    const opened = await windows.open();
    const { page } = opened;
    await push(opened, numbers(0, 100));
    await expect.poll(() => top(opened), TIMEOUT).toEqual(['number 99']);
    await page.keyboard.press(' ');
    await expect.poll(() => aside(opened), TIMEOUT).toContain('paused, nothing newer');
    await push(opened, numbers(100, 7));
    await expect.poll(() => aside(opened), TIMEOUT).toContain('paused, 7 newer wait');
    expect(await top(opened)).toEqual(['number 99']);
    await page.keyboard.press('End');
    await expect.poll(() => top(opened), TIMEOUT).toEqual(['number 106']);
    await page.locator('.lines-list').evaluate((list) => list.scrollTo(0, 2000));
    await expect.poll(() => aside(opened), TIMEOUT).toContain('scrolled back');
    await push(opened, numbers(107, 3));
    await expect.poll(() => aside(opened), TIMEOUT).toContain('scrolled back, 3 newer wait');
    await page.keyboard.press('/');
    await page.keyboard.type('number 5');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await expect.poll(() => top(opened), TIMEOUT).toEqual(['number 59']);
    await page.close();
  });
});
