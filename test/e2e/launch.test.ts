import { afterEach, expect, test } from 'vitest';
import { WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

test('the launch goes to 100 %: votes, GO, canary, four stages, each asked for and confirmed at the console', async () => {
  story = await WindowStory.open(120, ['--wall']);
  await story.makeRehearsal();
  await story.signIn('J. Ito');
  await story.ticksAndVotes();
  await story.giveGo();
  for (const [step, weight] of [
    ['canary-images', 0],
    ['stage-5', 5],
    ['stage-25', 25],
    ['stage-50', 50],
    ['stage-100', 100],
  ] as const) {
    await story.takeStep(step);
    if (step === 'stage-25') await story.tminus.screenshot('launch-running');
    await story.verified(step);
    expect(await story.weights()).toEqual([weight]);
    await story.tminus.screenshot(`launch-${step}`);
  }
  const state = await story.until('it is launched', (found) => found.launch?.launchedAt != null);
  expect(state.rollback.decisions).toEqual([]);
  expect((await story.canaries()).every((canary) => canary.wanted === 6 && canary.image.endsWith(':v1.0.0'))).toBe(
    true,
  );
  for (const wall of ['wall-1', 'wall-2', 'wall-3', 'wall-4'] as const) await story.tminus.screenshot(wall, wall);
  const traffic = await story.tminus.window('wall-2');
  const charts = traffic.locator('.live-chart canvas');
  expect(await charts.count()).toBe(3);
  // As wide as the screen's two columns leave room for, not only there.
  for (const chart of await charts.all()) expect((await chart.boundingBox())?.width).toBeGreaterThan(300);
  expect(await story.logProblems()).toEqual([]);
}, 720_000);

test('a canary whose error rate goes to 6 % is rolled back by a senior engineer alone', async () => {
  story = await WindowStory.open(120);
  await story.makeRehearsal();
  await story.signIn('J. Ito');
  await story.ticksAndVotes();
  await story.giveGo();
  for (const step of ['canary-images', 'stage-5']) {
    await story.takeStep(step);
    await story.verified(step);
  }
  await story.inject({ scenario: 'error-spike', service: 'search-service', subset: 'canary', percent: 6 });
  await story.until('the criterion trips', (state) =>
    state.rollback.decisions.some((entry) => entry.severity === 'immediate' && entry.state === 'open'),
  );
  await story.page.keyboard.press('l');
  await story.signIn('M. Okafor');
  await story.page.keyboard.press('r');
  await story.tminus.screenshot('rollback-decision-open');
  await story.button('Roll back').first().click();
  await story.page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  const state = await story.until(
    'the rollback is verified',
    (found) =>
      Object.values(found.actions.byId).some(
        (action) => action.subject.kind === 'rollback' && action.state === 'verified',
      ),
    120_000,
  );
  const rollback = Object.values(state.actions.byId).find((action) => action.subject.kind === 'rollback');
  expect(rollback).toMatchObject({
    askedBy: 'm-okafor',
    askedAs: 'senior-engineer',
    confirmations: [{ person: 'm-okafor' }],
  });
  expect(await story.weights()).toEqual([0]);
  expect((await story.canaries()).map((canary) => canary.wanted)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  await story.tminus.screenshot('rollback-done');
  expect(await story.logProblems()).toEqual([]);
}, 300_000);
