import { afterEach, expect, test } from 'vitest';
import { plan } from '#test/support/launch-story.ts';
import { WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

/** From now on main notes which pushes it sends to which window. */
const noteSent = (of: WindowStory) =>
  of.tminus.app.evaluate(({ BrowserWindow }) => {
    const sent: Record<string, string[]> = {};
    Object.assign(globalThis, { sentToWindows: sent });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const names: string[] = [];
      sent[webContents.getURL().split('#')[1] ?? ''] = names;
      const send = webContents.send.bind(webContents);
      webContents.send = (channel, ...rest) => {
        const [push] = rest;
        if (channel === 'tminus.push') names.push(String(push?.name));
        send(channel, ...rest);
      };
    }
  });
const sent = (of: WindowStory): Promise<Readonly<Record<string, readonly string[]>>> =>
  of.tminus.app.evaluate(() => Reflect.get(globalThis, 'sentToWindows'));

test('an open decision reaches every screen at once; log lines go to the log screen alone; a screen drawn anew hears again', async () => {
  story = await WindowStory.open(5, ['--wall']);
  const names = ['wall-1', 'wall-2', 'wall-3', 'wall-4'] as const;
  const walls = await Promise.all(names.map((name) => story?.tminus.window(name)));
  await story.makeRehearsal();
  await noteSent(story);
  const here = story;
  const end = Date.now() + 60_000;
  while (!(await sent(here))['/wall/3']?.includes('logs.lines')) {
    if (Date.now() > end) throw new Error('no log lines within 60 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await walls[0]?.reload();
  await walls[0]?.locator('.wall-head').waitFor({ timeout: 60_000 });

  const criterion = plan.criteria[0]?.id;
  await story.command('r-diaz', { type: 'criterion.raise', criterion: criterion as never, evidence: '' });
  for (const wall of walls)
    await wall
      ?.locator('.wall-summary')
      .getByText(/decision/)
      .waitFor({ timeout: 30_000 });
  const all = await sent(story);
  for (const screen of ['/wall/1', '/wall/2', '/wall/3', '/wall/4']) expect(all[screen]).toContain('launch.events');
  for (const screen of ['/wall/1', '/wall/2', '/wall/4', '/console'])
    expect(all[screen]?.filter((name) => name === 'logs.lines')).toEqual([]);
}, 600_000);
