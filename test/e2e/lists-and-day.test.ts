import { afterEach, expect, test } from 'vitest';
import { itemState } from '#shared/domain/checklist/standing.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { dayRows } from '#shared/views/day-rows.ts';
import { cast, freezeGate } from '#test/support/launch-story.ts';
import { stored } from '#test/support/stored-events.ts';
import { passphrase, WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

/** A rehearsal in the real app, with somebody signed in. */
async function signedIn(name: string): Promise<WindowStory> {
  story = await WindowStory.open(1);
  await story.makeRehearsal();
  await story.signIn(name);
  return story;
}

const press = async ({ page }: WindowStory, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Which item's row has the keys. */
const itemInFocus = ({ page }: WindowStory): Promise<string | undefined> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.item);

/** Turns to the first list and its first row. */
async function toFirstItem(here: WindowStory): Promise<void> {
  await press(here, '3', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Home');
  await here.page.locator('tr[data-item="t-24h-staging-config"]:focus').waitFor();
}

const both = ['t-24h-staging-config', 't-24h-services-deployed'] as const;
const bothAre = (wanted: string) => (state: LaunchState) => both.every((item) => itemState(state, item) === wanted);

test('two items are ticked under one signature and opened again under another, found by search and given evidence: by keyboard', async () => {
  const here = await signedIn('M. Okafor');
  const { page } = here;
  const dialog = page.getByRole('dialog');
  const shown = () => page.locator('tr[data-item]').evaluateAll((rows) => rows.map((row) => row.dataset.item));

  await toFirstItem(here);
  await press(here, 'x', 'ArrowDown', 'x');
  await page.getByText('2 selected').waitFor();
  await press(here, 'Space');
  await dialog.getByRole('heading', { name: 'Tick 2 items?' }).waitFor();
  await here.tminus.screenshot('lists-tick-two');
  await press(here, 'Tab', 'Enter');
  await here.until('both are ticked', bothAre('done'));
  await here.button('Tick all').waitFor({ state: 'detached' });

  expect(await itemInFocus(here)).toBe(both[1]);
  await press(here, 'x', 'Shift+ArrowUp');
  await here.button('Open again').waitFor();
  await here.tminus.screenshot('lists-open-again');
  await press(here, 'Space');
  await dialog.getByRole('heading', { name: 'Open again 2 items?' }).waitFor();
  await press(here, 'Tab', 'Enter');
  const opened = await here.until('both are open again', bothAre('open'));
  const marks = await stored(here, 'items.marked');
  expect(marks.map(({ data }) => data)).toMatchObject([
    { state: 'done', by: 'm-okafor', items: both.map((item) => ({ item })) },
    { state: 'open', by: 'm-okafor', items: both.map((item) => ({ item })) },
  ]);
  expect(new Set(marks.map(({ commandId }) => commandId)).size).toBe(2);
  expect(new Set(marks.map(({ data }) => data.signed)).size).toBe(2);
  expect(await stored(here, 'item.marked')).toEqual([]);
  expect(opened.checklist.items[both[0]]?.history.map(({ state }) => state)).toEqual(['done', 'open']);

  // As long as something is selected, its buttons stand where the search does.
  await page.getByText('2 selected').waitFor({ state: 'detached' });
  await press(here, '/');
  await page.keyboard.type('kill switch');
  await expect.poll(shown).toEqual(['t-24h-kill-switches', 't-4h-kill-switches']);
  await here.tminus.screenshot('lists-search');
  await press(here, 'Enter');
  await expect.poll(() => itemInFocus(here)).toBe('t-24h-kill-switches');

  await press(here, 'n');
  await page
    .getByPlaceholder(/^Note, or what shows it/)
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type('all nine switches were turned off and on');
  await press(here, 'Tab', 'Tab', 'Enter');
  await page.getByRole('list', { name: 'History' }).getByText('all nine switches were turned off and on').waitFor();
  await page
    .getByPlaceholder(/^Note, or what shows it/)
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type('https://tickets.example.com/OPS-1204');
  await press(here, 'Tab', 'Tab', 'Enter');
  await page
    .getByRole('list', { name: 'History' })
    .getByRole('button', { name: 'tickets.example.com/OPS-1204' })
    .waitFor();
  const { checklist } = await here.until(
    'both stand at the item',
    (state) => state.checklist.annotations['t-24h-kill-switches']?.length === 2,
  );
  expect(checklist.annotations['t-24h-kill-switches']?.map(({ evidence, by }) => [by, evidence])).toEqual([
    ['m-okafor', [{ kind: 'text', text: 'all nine switches were turned off and on' }]],
    ['m-okafor', [{ kind: 'link', url: 'https://tickets.example.com/OPS-1204' }]],
  ]);
  await here.tminus.screenshot('lists-evidence');
  await press(here, 'Escape');
  await page.getByRole('heading', { name: 'Item', exact: true }).waitFor({ state: 'detached' });
  expect(await itemInFocus(here)).toBe('t-24h-kill-switches');
  await press(here, '/', 'Escape');
  await expect.poll(async () => (await shown()).length).toBe(28);
  expect(await here.logProblems()).toEqual([]);
}, 240_000);

test('the day shows who is signed in their own entries, comes closer, takes their word and leads to an item and a list', async () => {
  const here = await signedIn('R. Diaz');
  const { page } = here;
  const rows = page.getByRole('table', { name: 'Entries of the day' }).locator('tr[data-day-row]');
  const titles = () => rows.evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[1]?.textContent));
  const byKey = async (name: string | RegExp) => {
    await page.getByRole('button', { name }).first().focus();
    await press(here, 'Enter');
  };

  await press(here, '2');
  await rows.first().waitFor();
  const snapshot = await here.snapshot();
  const day = snapshot === null ? [] : dayRows(snapshot.state, Date.now());
  const roles = cast.find(({ id }) => id === 'r-diaz')?.roles ?? [];
  const mine = day.filter((thing) => thing.roles.some((role) => roles.includes(role)));
  expect(mine.length).toBeGreaterThan(0);
  expect(mine.length).toBeLessThan(day.length);
  expect(await rows.count()).toBe(day.length);
  await byKey(`My roles ${mine.length}`);
  await expect.poll(async () => (await titles()).toSorted()).toEqual(mine.map(({ title }) => title).toSorted());
  await here.tminus.screenshot('day-my-roles');
  await byKey(`All ${day.length}`);
  await expect.poll(() => rows.count()).toBe(day.length);
  const left = await rows.evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[5]?.textContent ?? ''));
  expect(left.filter((text) => !/^(in \d|over \d|now$)/.test(text))).toEqual([]);
  expect(left.some((text) => /^in \d/.test(text))).toBe(true);

  const apart = async () => {
    const at = async (entry: string) =>
      (await page.locator(`[data-day-mark="entry ${entry}"] svg`).boundingBox())?.x ?? 0;
    return (await at('cutover')) - (await at('final-go-no-go'));
  };
  const before = await apart();
  await byKey('Closer');
  await expect.poll(async () => (await apart()) / before).toBeCloseTo(1 / 0.6, 1);
  await press(here, '+');
  await expect.poll(async () => (await apart()) / before).toBeCloseTo(1 / 0.36, 1);
  await here.tminus.screenshot('day-closer');
  await press(here, '-', '-');
  await expect.poll(async () => (await apart()) / before).toBeCloseTo(1, 1);

  await page.locator('[data-day-row="entry on-call-briefing"]').getByRole('button', { name: 'Happened' }).focus();
  await press(here, 'Enter');
  await here.until('the briefing has happened', (state) => state.timeline.reached['on-call-briefing'] !== undefined);
  expect((await stored(here, 'entry.marked')).map(({ data }) => data)).toMatchObject([
    { entry: 'on-call-briefing', hasHappened: true, by: 'r-diaz' },
  ]);

  await page.locator('[data-day-row="entry rollback-dry-run"] .day-link').focus();
  await press(here, 'Enter');
  await expect.poll(() => itemInFocus(here)).toBe('t-24h-rollback-dry-run');
  await press(here, '2');
  await page.locator('[data-day-row="entry final-sign-off"] .day-link').click();
  await page.locator('.rail-entry[aria-current="true"]', { hasText: 'T-24' }).waitFor();
  await here.tminus.screenshot('day-to-list');
  expect(await here.logProblems()).toEqual([]);
}, 240_000);

test('at the meeting of the day before, attendance is taken, a vote by voice is written down and countersigned, and the commander goes over what is unknown', async () => {
  const here = await signedIn('C. Moreau');
  const { page } = here;
  const dialog = page.getByRole('dialog');
  const gate = freezeGate.id;
  const panel = page.getByRole('region', { name: freezeGate.title });
  const row = (title: string) => panel.getByRole('row', { name: title });
  const pressOn = async (button: ReturnType<typeof row>) => {
    await button.focus();
    await press(here, 'Enter');
  };

  await press(here, '6');
  const head = panel.getByRole('button', { name: freezeGate.title });
  await head.waitFor();
  if ((await head.getAttribute('aria-expanded')) !== 'true') await pressOn(head);
  await pressOn(row('QA Lead').getByRole('button', { name: 'Present' }));
  await pressOn(row('Security Lead').getByRole('button', { name: 'Absent' }));
  const attended = await here.until('attendance is taken', (state) => {
    const taken = state.gate.gates[gate]?.attendance ?? {};
    return taken['qa-lead'] !== undefined && taken['security-lead'] !== undefined;
  });
  expect(attended.gate.gates[gate]?.attendance).toMatchObject({
    'qa-lead': { isPresent: true, by: 'c-moreau' },
    'security-lead': { isPresent: false, by: 'c-moreau' },
  });

  await pressOn(panel.getByRole('button', { name: 'By voice: QA Lead' }));
  await dialog.getByLabel('Whose vote').waitFor();
  await here.tminus.screenshot('decisions-by-voice');
  await press(here, 'Tab', 'Enter');
  const taken = await here.until(
    'the vote is taken down',
    (state) => state.gate.gates[gate]?.votes['qa-lead'] !== undefined,
  );
  expect(taken.gate.gates[gate]?.votes['qa-lead']).toMatchObject({
    ...{ verdict: 'go', person: 'k-novak', recordedBy: 'c-moreau', countersignedAt: null },
  });
  await row('QA Lead').getByText('by voice (C. Moreau), unsigned').waitFor();

  await pressOn(row('QA Lead').getByRole('button', { name: 'Countersign' }));
  await dialog.getByLabel('Passphrase of K. Novak').fill(passphrase);
  await pressOn(dialog.getByRole('button', { name: 'Countersign' }));
  await here.until(
    'the voter has signed',
    (state) => state.gate.gates[gate]?.votes['qa-lead']?.countersignedAt != null,
  );
  expect((await stored(here, 'gate.vote-countersigned')).length).toBe(1);
  await row('QA Lead').getByText('unsigned').waitFor({ state: 'detached' });

  await pressOn(panel.getByRole('button', { name: 'Give GO', exact: true }));
  const give = dialog.getByRole('button', { name: 'Give GO' });
  await dialog.getByLabel('Passphrase of J. Ito').fill(passphrase);
  expect(await give.isDisabled()).toBe(true);
  await dialog.getByLabel(/Reason for the override/).fill('the lists are done by noon');
  await here.tminus.screenshot('decisions-over-unknown');
  await pressOn(give);
  const decided = await here.until('the meeting is decided', (state) => state.gate.gates[gate]?.decision != null);
  const decision = decided.gate.gates[gate]?.decision;
  expect(decision).toMatchObject({
    ...{ verdict: 'go', by: 'j-ito', recordedBy: 'c-moreau', reason: 'the lists are done by noon' },
  });
  expect(decision?.overrode).toContain('checklists');
  await panel.getByText(/^over \d criteria$/).waitFor();
  await here.tminus.screenshot('decisions-go');
  expect(await here.logProblems()).toEqual([]);
}, 240_000);
