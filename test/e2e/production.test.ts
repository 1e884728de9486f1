import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realClock } from '#engine/clock.ts';
import { Engine } from '#engine/engine.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import { type OpenTminus, openTminus } from '#test/support/electron.ts';
import { cast } from '#test/support/launch-story.ts';
import { packWithoutProbes } from '#test/support/pack-without-probes.ts';

let tminus: OpenTminus;
let tZeroAt: number;
const folder = mkdtempSync(join(tmpdir(), 'tminus-e2e-production-'));
beforeAll(async () => {
  const home = join(folder, 'home');
  tZeroAt = await makeProduction(home);
  tminus = await openTminus({ home, args: ['--no-rehearsal', '--wall'] });
});
afterAll(async () => {
  await tminus?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A production launch in that profile, as another console made it: the Electron of tests makes rehearsals only. Its T-0. */
async function makeProduction(home: string): Promise<number> {
  // Its probes would ask the real places.
  const packs = packWithoutProbes(join(folder, 'packs'));
  const started = Engine.start({ home, packs, clock: realClock(), worlds: [], push: () => undefined, throwAwayCost });
  if (!started.ok) throw new Error(started.error.message);
  const engine = started.value;
  const made = await engine.call('maker', true, 'launch.create', {
    ...{ pack: 'media-gateway', kind: 'production', variables: {}, people: cast, keeper: cast[0]?.id },
    passphrase: 'correct horse battery',
  });
  if (!made.ok) throw new Error(made.trouble.message);
  const { tZeroAt } = engine.state.clock;
  await engine.stop();
  return tZeroAt;
}

/** Seconds until T-0 as a window shows them: `T-00:14:32`; NaN as long as it shows none. */
async function shownSeconds(page: Page, selector: string): Promise<number> {
  const text = await page.locator(selector).first().textContent({ timeout: 30_000 });
  const [, sign, hours, minutes, seconds] = /^T([-+])(\d+):(\d\d):(\d\d)/.exec(text?.trim() ?? '') ?? [];
  const value = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '+' ? -value : value;
}

it('a production launch runs on real time in every window, and their clocks go on', async () => {
  const clocks = [
    { window: await tminus.window('console'), selector: '.header-t' },
    { window: await tminus.window('wall-1'), selector: '.wall-t' },
    { window: await tminus.window('wall-4'), selector: '.wall-t' },
  ];
  for (const { window, selector } of clocks) {
    const off = async () => Math.abs((tZeroAt - Date.now()) / 1000 - (await shownSeconds(window, selector)));
    await expect.poll(off, { timeout: 60_000 }).toBeLessThan(5);
    const before = await shownSeconds(window, selector);
    await expect.poll(() => shownSeconds(window, selector), { timeout: 10_000 }).toBeLessThan(before);
  }
  // What can't be reached is said as it is: the log is written.
  const said = await (await tminus.window('console')).getByRole('alert').allTextContents();
  expect(said).toEqual([expect.stringMatching(/^Nothing outside is set up for this launch/)]);
  await tminus.screenshot('production', 'console');
  await tminus.screenshot('production-wall-4', 'wall-4');
});
