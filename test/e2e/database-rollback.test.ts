import { afterEach, expect, test } from 'vitest';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { plan } from '#test/support/launch-story.ts';
import { confirmAs, deploymentsOf, killEngine, rollbackIn } from '#test/support/rollback-hands.ts';
import { WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

const title = plan.databaseRollback?.title ?? '';
const done = (state: LaunchState, part: string) =>
  (rollbackIn(state)?.operations ?? []).filter(
    (entry) => entry.planned.id.includes(part) && entry.state === 'succeeded',
  ).length;

/** One key after the engine came back: what was done stays, what was not goes on. */
async function goOn(here: WindowStory): Promise<void> {
  await here.until(
    'it waits for a person, and it is known what took effect',
    (state) =>
      rollbackIn(state)?.state === 'not-started' &&
      rollbackIn(state)?.operations.some(({ state: is }) => is === 'outcome-unknown' || is === 'running') === false,
    90_000,
  );
  if ((await here.page.getByRole('button', { name: /^Sign in/ }).count()) > 0) await here.signIn('R. Diaz');
  await here.page.keyboard.press('r');
  await here.button('Go on').first().click({ timeout: 30_000 });
  await here.until('it goes on', (state) => rollbackIn(state)?.state === 'running');
}

/** Somebody says at the console that it was done by hand. */
async function byHand(here: WindowStory, what: string): Promise<void> {
  await here.page.getByText(what, { exact: true }).first().waitFor({ timeout: 120_000 });
  await here.button('Done').first().click();
  await here.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
}

async function answer(here: WindowStory): Promise<void> {
  await here.button('Answer').first().click({ timeout: 30_000 });
  await here.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
}

test('the database is rolled back: asked for by name, confirmed by two more; the engine is killed twice on the way, and one key goes on each time', async () => {
  story = await WindowStory.open(20);
  const { page } = story;
  await story.makeRehearsal();
  await story.signIn('R. Diaz');
  await page.keyboard.press('r');
  await story.button('Database rollback').click({ timeout: 30_000 });
  const dialog = page.getByRole('dialog');
  const ask = dialog.getByRole('button', { name: `Ask for ${title}` });
  await dialog.getByLabel('Reason').fill('a migration broke the content');
  await dialog.getByLabel(`Type ${title} to go on`).fill(title);
  expect(await ask.isDisabled()).toBe(true);
  for (const one of plan.databaseRollback?.prerequisites ?? []) await dialog.getByLabel(one).check();
  await story.tminus.screenshot('database-rollback-asked');
  await ask.click();
  await story.until('it is asked for', (state) => rollbackIn(state)?.state === 'waiting');
  await confirmAs(story, 'j-ito', 'Launch Commander', title);
  expect(rollbackIn((await story.snapshot())?.state ?? ({} as never))?.state).toBe('waiting');
  await confirmAs(story, 'a-lindqvist', 'Engineering Lead', title);

  // First the quick rollback, then the maintenance page by hand, then everything of the launch stops.
  await byHand(story, 'Turn the maintenance page on.');
  await story.until('some have stopped', (state) => done(state, '/scale-stable') >= 2, 120_000);
  await killEngine(story);
  await goOn(story);
  await page
    .getByText(/To which moment is the database taken back/)
    .first()
    .waitFor({ timeout: 120_000 });
  expect((await deploymentsOf(story)).every(({ wanted }) => wanted === 0)).toBe(true);
  await story.button('5 min ago').click();
  await story.tminus.screenshot('database-rollback-questions');
  await answer(story);

  // The clone takes a while: the engine dies in the middle of it.
  await story.until('the clone is being made', (state) =>
    (rollbackIn(state)?.operations ?? []).some(
      (entry) => entry.planned.id.includes('/recover/') && entry.state === 'running',
    ),
  );
  // A moment later the request has reached the other side, and nobody has heard of it.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await killEngine(story);
  await story.signIn('R. Diaz');
  await page.keyboard.press('r');
  // No console can see what a program that was cut off has come to: a person looks, and signs for it.
  await story.button('It took effect').click({ timeout: 60_000 });
  await page.getByRole('dialog').getByLabel('What was seen').fill('the new instance is listed');
  await page.getByRole('dialog').getByRole('button', { name: 'It took effect' }).click();
  await goOn(story);
  const host = page.getByLabel('What is the address of the restored database?');
  await host.waitFor({ timeout: 120_000 });
  const clone = rollbackIn((await story.snapshot())?.state ?? ({} as never))?.answers['clone-name'] ?? '';
  expect(clone).toContain('media-gateway-db');
  await host.fill(`${clone}.sql.rehearsal.internal`);
  await answer(story);
  await byHand(story, 'Turn the maintenance page off.');
  const state = await story.until('the rollback has ended', (found) => rollbackIn(found)?.completedAt != null, 180_000);
  const action = rollbackIn(state);
  expect(action?.operations.every((entry) => entry.state === 'succeeded')).toBe(true);
  expect(action?.confirmations.map(({ person, role }) => [person, role])).toEqual([
    ['r-diaz', 'operations-lead'],
    ['j-ito', 'launch-commander'],
    ['a-lindqvist', 'engineering-lead'],
  ]);
  expect(await story.weights()).toEqual([0]);
  const deployments = await deploymentsOf(story);
  expect(
    deployments
      .filter(({ name }) => name.endsWith('-stable'))
      .every(({ wanted, ready }) => wanted > 0 && ready === wanted),
  ).toBe(true);
  expect(deployments.filter(({ name }) => name.endsWith('-canary')).every(({ wanted }) => wanted === 0)).toBe(true);
  await story.tminus.screenshot('database-rollback-done');
  expect(await story.logProblems()).toEqual([]);
}, 600_000);
