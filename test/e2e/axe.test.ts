import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { identifyPage } from '#main/wall/identify-page.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { axeOptions } from '#test/support/axe-options.ts';
import { clipped } from '#test/support/clipped.ts';
import { plan } from '#test/support/launch-story.ts';
import { WindowStory } from '#test/support/window-story.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
type Found = { readonly violations: readonly Violation[]; readonly passes: readonly unknown[] };
type Axe = { run(root: Document, options: object): Promise<Found> };

/** What axe finds in a page, one line each; it must have found something to be in order as well. */
async function violations(page: Page, ...runOnly: readonly string[]): Promise<readonly string[]> {
  const wanted = runOnly.length === 0 ? axeOptions : { ...axeOptions, runOnly };
  const found = await page.evaluate(async (options) => {
    const results = await (Reflect.get(window, 'axe') as Axe).run(document, options);
    const lines = results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    return { lines, passed: results.passes.length };
  }, wanted);
  if (runOnly.length === 0) expect(found.passed).toBeGreaterThan(0);
  return found.lines.map((line) => line.slice(0, 500));
}

const theme = (page: Page, wanted: 'dark' | 'light'): Promise<void> =>
  page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, wanted);

/** What is wrong with one of the app's windows as it stands, dark and light; of light only the colours are other ones. */
async function troubles(page: Page): Promise<readonly string[]> {
  // The page's policy lets no script in; this one comes in from outside the page, and its own value is of no use.
  await page.evaluate(`if (window.axe === undefined) { ${axe} }; undefined`);
  await theme(page, 'dark');
  const found = [...(await violations(page)), ...(await page.evaluate(clipped))];
  await theme(page, 'light');
  const light = await violations(page, 'color-contrast');
  await theme(page, 'dark');
  return [...found, ...light.map((line) => `light: ${line}`)];
}

/** Views by their keys. */
const views = [
  ['2', 'Timeline'],
  ['3', 'Checklists'],
  ['4', 'Launch'],
  ['5', 'Rollback'],
  ['6', 'Decisions'],
  ['7', 'Incidents'],
  ['9', 'Team'],
  ['0', 'Launches'],
  ['1', 'Now'],
  [',', 'Settings'],
] as const;

describe('every window can be used without seeing or pointing', () => {
  let story: WindowStory;
  let found: Record<string, readonly string[]> = {};
  const nothing = () => expect(found).toEqual(Object.fromEntries(Object.keys(found).map((window) => [window, []])));
  beforeAll(async () => {
    story = await WindowStory.open(60);
    await story.makeRehearsal();
  });
  afterAll(() => story?.stop());
  afterEach(() => {
    found = {};
  });

  it('the console breaks no rule of accessibility and cuts no words off while all is well', async () => {
    const { page } = story;
    found.now = await troubles(page);
    nothing();
  });

  it('nor does any view of it while an incident and an urgent decision are open', async () => {
    const { page } = story;
    await story.command('m-okafor', { type: 'incident.declare', severity: 'P1', title: 'Search answers 502 for some' });
    const broken = plan.criteria.find(({ severity }) => severity === 'urgent');
    invariant(broken, 'the runbook has urgent criteria');
    await story.command('m-okafor', { type: 'criterion.raise', criterion: broken.id, evidence: 'search is gone' });
    await page.getByRole('button', { name: /^P1 incident/ }).waitFor({ timeout: 30_000 });
    for (const [key, title] of views) {
      // A view may begin in a field, where keys are letters.
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
      await page.keyboard.press(key);
      await page.locator('.nav [aria-current=page]', { hasText: title }).waitFor({ timeout: 30_000 });
      await page.locator('.shell-view :is(h1, h2, h3)').first().waitFor({ timeout: 30_000 });
      found[title] = await troubles(page);
    }
    nothing();
  });

  it('nor does the dialog that rolls back, a screen on the console or what is known of one of its tiles', async () => {
    const { page } = story;
    await page.keyboard.press('r');
    await story.button('Roll back').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).waitFor({ timeout: 30_000 });
    found.rollback = await troubles(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    const shows = (title: string) =>
      page.locator('.screens .parts [aria-current]', { hasText: title }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: '4 Status' }).click();
    await shows('4 Status');
    found['status on the console'] = await troubles(page);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await shows('2 Traffic');
    found['traffic on the console'] = await troubles(page);
    await page.locator('.screens .tile').first().click();
    await page.locator('.drawer h3').first().waitFor({ timeout: 30_000 });
    found['what is known of a tile'] = await troubles(page);
    nothing();
  });

  it('nor does the wall, each screen in a window of its own and all of them in one', async () => {
    const { page, tminus } = story;
    await page.evaluate(() => window.tminus.call('window.openWall', {}));
    for (const number of [1, 2, 3, 4] as const) {
      const wall = await tminus.window(`wall-${number}`);
      await wall.locator('.wall-head h1').waitFor({ timeout: 30_000 });
      found[`wall ${number}`] = await troubles(wall);
    }
    await page.evaluate(() => window.tminus.call('window.setWall', { alone: 'one-window', sharing: 'grid' }));
    const all = await tminus.window('wall-1');
    await expect.poll(() => all.locator('.wall-grid .wall-head').count(), { timeout: 30_000 }).toBe(4);
    found['wall in one window'] = await troubles(all);
    nothing();
  });

  it('a monitor’s number breaks no rule of accessibility', async () => {
    const { tminus } = story;
    // The real one runs no script, not even axe's: its page, in a window that does.
    const address = identifyPage({ number: 1, label: 'Dell <U2720Q>', isPrimary: true, screens: [1, 2] });
    const opened = tminus.app.waitForEvent('window');
    await tminus.app.evaluate(({ BrowserWindow }, url) => {
      void new BrowserWindow({ width: 420, height: 300 }).loadURL(url);
    }, address);
    const identify = await opened;
    await identify.locator('strong').waitFor({ timeout: 30_000 });
    await identify.evaluate(`${axe}; undefined`);
    expect(await violations(identify)).toEqual([]);
  });
});
