import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifyPage } from '#main/wall/identify-page.ts';
import { WindowStory } from '#test/support/window-story.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
type Axe = { run(root: Document): Promise<{ readonly violations: readonly Violation[]; readonly passes: unknown[] }> };

/** What axe finds in a page, one line each; it must have found something to be in order as well. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page's policy lets no script in; this one comes in from outside the page, and its own value is of no use.
  await page.evaluate(`${axe}; undefined`);
  const found = await page.evaluate(async () => {
    const results = await (Reflect.get(window, 'axe') as Axe).run(document);
    const lines = results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    return { lines, passed: results.passes.length };
  });
  expect(found.passed).toBeGreaterThan(0);
  return found.lines.map((line) => line.slice(0, 500));
}

describe('every window can be used without seeing or pointing', () => {
  let story: WindowStory;
  beforeAll(async () => {
    story = await WindowStory.open(60);
    await story.makeRehearsal();
  });
  afterAll(() => story?.stop());

  it('no rule of accessibility is broken on the console, on the wall, or by a monitor’s number', async () => {
    const { page, tminus } = story;
    const found: Record<string, readonly string[]> = { now: await violations(page) };
    await page.keyboard.press('s');
    await page.locator('.screens .wall').waitFor({ timeout: 30_000 });
    found.screens = await violations(page);
    await page.keyboard.press(',');
    await page.getByRole('navigation', { name: 'Sources' }).waitFor({ timeout: 30_000 });
    found.settings = await violations(page);

    await page.evaluate(() => window.tminus.call('window.openWall', {}));
    for (const number of [1, 2, 3, 4] as const) {
      const wall = await tminus.window(`wall-${number}`);
      await wall.locator('.wall-head h1').waitFor({ timeout: 30_000 });
      found[`wall ${number}`] = await violations(wall);
    }

    // The real one runs no script, not even axe's: its page, in a window that does.
    const address = identifyPage({ number: 1, label: 'Dell <U2720Q>', isPrimary: true, screens: [1, 2] });
    const opened = tminus.app.waitForEvent('window');
    await tminus.app.evaluate(({ BrowserWindow }, url) => {
      void new BrowserWindow({ width: 420, height: 300 }).loadURL(url);
    }, address);
    const identify = await opened;
    await identify.locator('strong').waitFor({ timeout: 30_000 });
    found.identify = await violations(identify);

    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((window) => [window, []])));
  });
});
