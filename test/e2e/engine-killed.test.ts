import { afterEach, expect, test } from 'vitest';
import { WindowStory } from '#test/support/window-story.ts';

let story: WindowStory | undefined;
afterEach(async () => {
  await story?.stop();
  story = undefined;
});

/** The engine's process, ended as a crash would: main starts another one by itself. */
async function killEngine(): Promise<void> {
  const pid = story?.tminus.enginePid() ?? 0;
  process.kill(pid, 'SIGKILL');
  const end = Date.now() + 30_000;
  while (story?.tminus.enginePid() === pid) {
    if (Date.now() > end) throw new Error('the engine was not started again');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('the engine is killed between confirmation and effect, then in the middle of an effect: the launch goes on from the truth', async () => {
  story = await WindowStory.open(5);
  await story.makeRehearsal();
  await story.signIn('J. Ito');
  await story.ticksAndVotes();
  await story.giveGo();

  // Between: the last confirmation is on disk, the grace time runs, nothing has been sent.
  await story.takeStep('canary-images');
  await killEngine();
  const before = story;
  await story.until(
    'it waits for a person',
    (state) => before.stepAction(state, 'canary-images')?.state === 'not-started',
  );
  expect((await story.canaries()).every((canary) => canary.image.endsWith(':v0.9.0'))).toBe(true);
  await story.signIn('J. Ito');
  await story.page.keyboard.press('1');
  await story.tminus.screenshot('not-started');
  await story.goOn();
  await story.verified('canary-images');
  expect((await story.canaries()).every((canary) => canary.image.endsWith(':v1.0.0'))).toBe(true);

  // In the middle: some services have moved, one is under way.
  await story.takeStep('stage-5');
  await story.until(
    'the second service is under way',
    (state) =>
      (before.stepAction(state, 'stage-5')?.operations.filter((entry) => entry.state === 'succeeded').length ?? 0) >= 3,
  );
  await killEngine();
  const state = await story.until('it is known what took effect', (found) => {
    const action = before.stepAction(found, 'stage-5');
    return (
      action?.state === 'not-started' &&
      !action.operations.some((entry) => entry.state === 'outcome-unknown' || entry.state === 'running')
    );
  });
  const done = story
    .stepAction(state, 'stage-5')
    ?.operations.filter((entry) => entry.state === 'succeeded')
    .map((entry) => [entry.planned.id, entry.runs]);
  await story.signIn('J. Ito');
  await story.goOn();
  const after = await story.verified('stage-5');
  for (const [id, runs] of done ?? [])
    expect(story.stepAction(after, 'stage-5')?.operations.find((entry) => entry.planned.id === id)?.runs).toBe(runs);
  expect(await story.weights()).toEqual([5]);
  expect(await story.logProblems()).toEqual([]);
}, 300_000);
