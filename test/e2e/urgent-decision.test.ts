import { afterEach, expect, test } from 'vitest';
import { fullRoom } from '#test/support/full-room.ts';
import { confirmAs, makeRehearsalWith, rollbackIn } from '#test/support/rollback-hands.ts';
import { WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

const openUrgent = (here: WindowStory) =>
  here.until(
    'an urgent decision opens',
    (state) => state.rollback.decisions.some((entry) => entry.severity === 'urgent' && entry.state === 'open'),
    120_000,
  );
const rolledBack = (here: WindowStory, attempt: number) =>
  here.until(
    'the rollback is verified',
    (state) => rollbackIn(state)?.attempt === attempt && rollbackIn(state)?.state === 'verified',
    180_000,
  );

test('errors of 3 % open an urgent decision and the commander is absent: after two minutes the deputy decides with a senior engineer; later nobody answers in ten, and two of them break the glass', async () => {
  story = await WindowStory.open(40);
  const { page } = story;
  await makeRehearsalWith(story, fullRoom.people, fullRoom.keeper);
  await story.signIn('J. Ito');
  await story.ticksAndVotes();
  await story.giveGo();
  for (const step of ['canary-images', 'stage-5']) {
    await story.takeStep(step);
    await story.verified(step);
  }
  await story.inject({ scenario: 'error-spike', service: 'search-service', subset: 'canary', percent: 3 });
  const opened = (await openUrgent(story)).rollback.decisions.find((entry) => entry.severity === 'urgent');
  expect(opened).toMatchObject({ criterion: 'error-rate-2-to-5', hasTimedOut: false });
  expect((opened?.dueAt ?? 0) - (opened?.openedAt ?? 0)).toBe(600_000);

  // A senior engineer is the first of the two; the commander would be the other.
  await page.keyboard.press('l');
  await story.signIn('M. Okafor');
  await page.keyboard.press('r');
  await story.tminus.screenshot('urgent-decision-open');
  await story.button('Roll back').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await page.getByText(/Still to confirm: Launch Commander/).waitFor({ timeout: 30_000 });
  await page.getByText(/Deputies may act now: .*D\. Silva/).waitFor({ timeout: 60_000 });
  await story.tminus.screenshot('urgent-deputy-may-act');
  await confirmAs(story, 'd-silva', 'Launch Commander');
  const first = rollbackIn(await rolledBack(story, 1));
  expect(first?.confirmations).toMatchObject([
    { person: 'm-okafor', role: 'senior-engineer', inSteadOf: null },
    { person: 'd-silva', role: 'launch-commander', inSteadOf: 'j-ito' },
  ]);
  expect(await story.weights()).toEqual([0]);
  await story.clearFaults();

  // Another one, raised by hand by whoever sees it: ten minutes pass and nobody answers.
  await page.getByRole('tab', { name: 'Criteria' }).or(story.button('Criteria')).first().click();
  await story.button('Raise: Critical functionality broken').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Raise' }).click();
  await openUrgent(story);
  expect(await story.button('Break the glass').count()).toBe(0);
  await story.until(
    'its time is over',
    (state) => state.rollback.decisions.some((entry) => entry.state === 'open' && entry.hasTimedOut),
    90_000,
  );
  await story.tminus.screenshot('urgent-time-over');
  await story.button('Break the glass').first().click({ timeout: 30_000 });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason, told to everyone').fill('search is gone and nobody answers');
  await dialog.getByRole('button', { name: 'Break the glass' }).click();
  await story.until('the first of two has broken the glass', (state) => rollbackIn(state)?.attempt === 2);
  await confirmAs(story, 'r-diaz', 'senior engineer');
  const second = await rolledBack(story, 2);
  expect(rollbackIn(second)).toMatchObject({
    subject: { isBreakGlass: true, reason: 'search is gone and nobody answers' },
    confirmations: [{ person: 'm-okafor' }, { person: 'r-diaz' }],
  });
  expect(second.messages.messages.filter((message) => message.template === 'break-glass').length).toBeGreaterThan(0);
  const notice = page.getByRole('alert').filter({ hasText: /break-glass/i });
  for (const key of ['1', '4', 'r']) {
    await page.keyboard.press(key);
    await notice.waitFor({ timeout: 10_000 });
  }
  await story.tminus.screenshot('break-glass-notice');
  expect(await story.logProblems()).toEqual([]);
}, 600_000);
