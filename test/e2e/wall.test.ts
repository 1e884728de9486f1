import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenTminus, openTminus } from '#test/support/electron.ts';
import { type ManyMonitors, noMonitors, startMonitors } from '#test/support/many-monitors.ts';

const missing = noMonitors();
if (missing !== null) console.log(`the wall was not tested on several monitors: ${missing}`);

type Stands = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Answer = { readonly ok: boolean; readonly value?: unknown; readonly trouble?: { readonly code?: string } };

let monitors: ManyMonitors;
let tminus: OpenTminus;
let home: string | undefined;

/** Where every wall window stands, by its address. */
const standing = (): Promise<Record<string, Stands>> =>
  tminus.app.evaluate(({ BrowserWindow }) =>
    Object.fromEntries(
      BrowserWindow.getAllWindows()
        .filter((window) => window.isVisible() && window.webContents.getURL().includes('#/wall/'))
        .map((window) => [`wall-${window.webContents.getURL().slice(-1)}`, window.getBounds()]),
    ),
  );
const full = (x: number): Stands => ({ x, y: 0, width: 1920, height: 1080 });
const wholeWall = { 'wall-1': full(1920), 'wall-2': full(3840), 'wall-3': full(5760), 'wall-4': full(7680) };

const settles = async (what: string, wanted: unknown): Promise<void> => {
  await expect.poll(standing, { timeout: 40_000, interval: 250, message: what }).toEqual(wanted);
};
const open = async (args: readonly string[]): Promise<void> => {
  const kept = home === undefined ? {} : { home };
  tminus = await openTminus({ args, env: { DISPLAY: monitors.display }, ...kept });
  home = tminus.home;
};
const heads = async (page: Page): Promise<readonly string[]> =>
  (await page.locator('h1').allTextContents()).map((text) => text.slice(0, 1));
const shows = (page: Page, screens: readonly string[]): Promise<void> =>
  expect.poll(() => heads(page), { timeout: 30_000 }).toEqual(screens);
const ask = (page: Page, name: string, input: unknown = {}): Promise<Answer> =>
  page.evaluate(([call, sent]) => window.tminus.call(call, sent), [name, input] as const);
const blocked = (): Promise<boolean> =>
  Promise.resolve(/kept awake: the wall is open\n(?!.*may sleep: the wall)/s.test(tminus.mainLog()));

/** As a person does it at first: without a launch the screens have nothing to show. */
const makeRehearsal = async (): Promise<void> => {
  const page = await tminus.window('console');
  await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery', { timeout: 60_000 });
  await page.getByLabel('Passphrase again').fill('correct horse battery');
  await page.getByRole('button', { name: 'Make rehearsal', exact: true }).click();
  await page.getByLabel('One passphrase for everyone').waitFor({ timeout: 60_000 });
};

describe.skipIf(missing !== null)('the wall on four monitors beside the commander’s', () => {
  beforeAll(async () => {
    monitors = await startMonitors(5);
    await open(['--wall', '--speed', '60']);
    await makeRehearsal();
  });
  afterAll(async () => {
    await tminus?.stop();
    await monitors?.stop();
  });

  it('each screen fills a monitor of its own, from left to right, and the displays stay awake', async () => {
    await settles('one window on each', wholeWall);
    for (const number of [1, 2, 3, 4] as const) {
      const page = await tminus.window(`wall-${number}`);
      await shows(page, [String(number)]);
      await tminus.screenshot(`wall-${number}-of-four`, `wall-${number}`);
    }
    expect(await blocked()).toBe(true);
  });

  it('a monitor that is unplugged hands its screen to a neighbour, and gets it back when it returns', async () => {
    await monitors.unplug(3);
    const { 'wall-3': _, ...others } = wholeWall;
    await settles('three windows', others);
    const shared = await tminus.window('wall-1');
    await shows(shared, ['1', '3']);
    await tminus.screenshot('wall-1-and-3', 'wall-1');
    await monitors.plug(3);
    await settles('four windows again', wholeWall);
    await shows(shared, ['1']);
    await shows(await tminus.window('wall-3'), ['3']);
  });

  it('the commander’s neighbour may go too, and two at once; no window is ever off every monitor', async () => {
    await monitors.unplug(1);
    await monitors.unplug(4);
    await settles('two windows', { 'wall-1': full(3840), 'wall-3': full(5760) });
    await monitors.plug(1);
    await monitors.plug(4);
    await settles('four windows again', wholeWall);
  });

  it('with no monitor beside the commander’s the wall is there in plain windows', async () => {
    for (const number of [1, 2, 3, 4]) await monitors.unplug(number);
    const quarter = (x: number, y: number): Stands => ({ x, y, width: 960, height: 540 });
    await settles('four quarters', {
      'wall-1': quarter(0, 0),
      'wall-2': quarter(960, 0),
      'wall-3': quarter(0, 540),
      'wall-4': quarter(960, 540),
    });
    for (const number of [1, 2, 3, 4]) await monitors.plug(number);
    await settles('four windows again', wholeWall);
  });

  it('on one monitor the screens take turns when that is wanted, and say which is next', async () => {
    const console = await tminus.window('console');
    expect(await ask(console, 'window.setWall', { sharing: 'rotation', rotationSeconds: 5 })).toMatchObject({
      ok: true,
    });
    for (const number of [2, 3, 4]) await monitors.unplug(number);
    await settles('one window', { 'wall-1': full(1920) });
    const page = await tminus.window('wall-1');
    await page.getByText(/next: \d .* in \d s|stays: this screen/).waitFor({ timeout: 30_000 });
    await tminus.screenshot('wall-in-turn', 'wall-1');
    const seen = new Set<string>();
    await expect
      .poll(async () => seen.add((await heads(page)).join()).size, { timeout: 60_000, interval: 500 })
      .toBeGreaterThan(1);
    expect(await ask(console, 'window.setWall', { sharing: 'grid' })).toMatchObject({ ok: true });
    await shows(page, ['1', '2', '3', '4']);
    await tminus.screenshot('wall-grid', 'wall-1');
    for (const number of [2, 3, 4]) await monitors.plug(number);
    await settles('four windows again', wholeWall);
  });

  it('a tile that is pointed at on the wall is opened on the console', async () => {
    const wall = await tminus.window('wall-2');
    expect(await ask(wall, 'window.openDetail', { tile: { kind: 'weights' } })).toEqual({
      ok: true,
      value: { opened: true },
    });
    expect(await ask(wall, 'window.openDetail', { tile: { kind: 'anything' } })).toMatchObject({
      ok: false,
      trouble: { code: 'input-not-valid' },
    });
  });

  it('a person puts screens elsewhere, and it stays so over a restart, open as it was', async () => {
    const console = await tminus.window('console');
    const facts = await ask(console, 'window.wall');
    const keys = (facts.value as { monitors: { key: string }[] }).monitors.map(({ key }) => key);
    await ask(console, 'window.setWall', { place: { screen: 1, monitor: keys[4] }, isPresenter: true });
    const swapped = { ...wholeWall, 'wall-1': full(7680), 'wall-4': full(1920) };
    await settles('1 and 4 have changed places', swapped);
    await tminus.stop({ keepHome: true });
    await open(['--speed', '60']);
    await settles('as it was', swapped);
    await (await tminus.window('wall-1')).getByText('Presenter mode').waitFor({ timeout: 30_000 });
    await tminus.screenshot('wall-presenter', 'wall-1');
  });

  it('identify shows a number on every monitor, in windows that can ask for nothing, and takes them away', async () => {
    const console = await tminus.window('console');
    expect(await ask(console, 'window.identify')).toEqual({ ok: true, value: { monitors: 5 } });
    const numbers = (): Promise<readonly (readonly [string, number, boolean])[]> =>
      tminus.app.evaluate(async ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .filter((window) => window.getTitle().startsWith('Monitor ') && window.isVisible())
          .map((window) => [window.getTitle(), window.getBounds().x, window.isAlwaysOnTop()] as const)
          .sort((a, b) => a[1] - b[1]),
      );
    await expect
      .poll(numbers, { timeout: 10_000 })
      .toEqual([0, 1, 2, 3, 4].map((index) => [`Monitor ${index + 1}`, index * 1920 + 750, true]));
    const reach = await tminus.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .filter((window) => window.getTitle().startsWith('Monitor '))
        .map(({ webContents }) =>
          Reflect.get(Reflect.get(webContents, 'getLastWebPreferences').call(webContents), 'preload'),
        ),
    );
    expect(new Set(reach)).toEqual(new Set([undefined]));
    await expect.poll(numbers, { timeout: 15_000 }).toEqual([]);
  });

  it('a wall window may change nothing, here or in the launch', async () => {
    const wall = await tminus.window('wall-2');
    const refused: Record<string, unknown> = {
      'window.setWall': { isPresenter: false },
      'window.openWall': {},
      'window.closeWall': {},
      'window.identify': {},
      'window.wall': {},
      'window.openExternal': { url: 'https://127.0.0.1/' },
      'window.openFile': { launch: 'l', folder: 'paper', name: 'x' },
    };
    for (const [name, input] of Object.entries(refused))
      expect([name, await ask(wall, name, input)]).toMatchObject([
        name,
        { ok: false, trouble: { code: 'wall-may-not-act' } },
      ]);
    const hold = { kind: 'clock.hold', id: 'c-1', reason: 'a visitor leaned on the keyboard' };
    expect(await ask(wall, 'launch.dispatch', { command: hold })).toMatchObject({ ok: false });
    expect(await ask(wall, 'identity.sign-in', { person: 'p', passphrase: 'correct horse battery' })).toMatchObject({
      ok: false,
    });
    for (const key of ['Control+W', 'Control+R', 'F5', 'Alt+F4', 'Control+Q', 'h', 'r', 'Enter'])
      await wall.keyboard.press(key);
    expect(Object.keys(await standing())).toHaveLength(4);
  });

  it('a wall window that hangs comes back by itself and says so', async () => {
    const page = await tminus.window('wall-3');
    page
      .evaluate(() => {
        setTimeout(() => {
          for (;;);
        }, 0);
      })
      .catch(() => undefined);
    await expect.poll(() => tminus.mainLog(), { timeout: 90_000 }).toMatch(/wall-3 does not answer/);
    await expect.poll(() => tminus.mainLog(), { timeout: 30_000 }).toMatch(/wall-3 lost its page/);
    const text = (): Promise<string> =>
      tminus.app.evaluate(({ BrowserWindow }) => {
        const hit = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().endsWith('#/wall/3'));
        const read = hit?.webContents.executeJavaScript('document.body.innerText').catch(() => '');
        return Promise.race([read ?? '', new Promise<string>((resolve) => setTimeout(() => resolve(''), 2000))]);
      });
    await expect.poll(text, { timeout: 60_000, interval: 500 }).toMatch(/This window had stopped answering/);
  });

  it('a closed wall lets the displays sleep and stays closed over a restart', async () => {
    expect(await ask(await tminus.window('console'), 'window.closeWall')).toEqual({ ok: true, value: { closed: 4 } });
    await settles('none', {});
    expect(await blocked()).toBe(false);
    await tminus.stop({ keepHome: true });
    await open(['--speed', '60']);
    await settles('none', {});
  });
});
