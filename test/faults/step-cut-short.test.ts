import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FaultStory, lastOf } from '#test/support/fault-story.ts';
import { go, plan } from '#test/support/launch-story.ts';

let story: FaultStory;
// One launch, in this order: each story goes on where the one before ended.
beforeAll(async () => {
  story = await FaultStory.open();
});
afterAll(() => story.close());
afterEach(() => story.clearFaults());

const verified = (step: string) =>
  story.engine.until(`${step} is verified`, (state) => lastOf(state).state === 'verified', 90_000);

/** Waits until an operation of the last action has ended well, and others are still to come. */
const someDone = () =>
  story.engine.until('some are done', (state) =>
    lastOf(state).operations.some(
      ({ state: is, planned }) => is === 'succeeded' && planned.spec.kind === 'kubernetes.set-image',
    ),
  );

test('the cluster goes away in the middle of a rollout and comes back: it is said, what was done stays, and the rest is done after at most one key', async () => {
  const said: string[] = [];
  const end = story.engine.onPush(({ name, data }) => {
    if (name === 'operation.output' || name === 'launch.events') said.push(JSON.stringify(data));
  });
  await story.confirmed('canary-images');
  await someDone();
  story.inject({ scenario: 'api-down', mode: 'refuse', forMs: 3000 });
  const left = lastOf(
    await story.engine.until(
      'the step goes on by itself, or stops and it is known what took effect',
      (state) =>
        ['verified', 'failed', 'not-started'].includes(lastOf(state).state) &&
        !lastOf(state).operations.some((entry) => entry.state === 'outcome-unknown' || entry.state === 'running'),
      90_000,
    ),
  );
  end();
  expect(said.join(' ')).toMatch(/was reset|can't be reached|did not answer|may or may not/);
  expect(left.operations.some(({ state }) => state === 'succeeded')).toBe(true);
  if (left.state === 'not-started') await story.goOn('m-okafor');
  if (left.state === 'failed') {
    // A person asks again when the cluster answers again.
    await expect.poll(() => story.canaryImages().catch(() => []), { timeout: 30_000 }).not.toEqual([]);
    await story.confirmed('canary-images');
  }
  await verified('canary-images');
  expect(await story.canaryImages()).toEqual(['v1.0.0']);
  expect(await story.troubles()).toEqual([]);
});

test('somebody else moves a weight between confirmation and run: the step is planned anew and asked for again, with what is there now', async () => {
  const asked = await story.confirmed('stage-5');
  const last = plan.services.at(-1);
  if (last === undefined) throw new Error('the pack has no services');
  await story.setWeight(last.host, 40);
  const again = lastOf(
    await story.engine.until(
      'it is asked for again',
      (state) => lastOf(state).state === 'waiting' && lastOf(state).shown !== asked.shown,
      90_000,
    ),
  );
  expect(again.id).toBe(asked.id);
  expect(again.confirmations).toEqual([]);
  const changes = again.operations.flatMap(({ plan: planned }) => planned?.changes ?? []);
  expect(changes.filter(({ from, to }) => from === '40' && to === '5')).toHaveLength(1);
  expect(await story.weightOf(last.host)).toBe(40);
  await story.confirm(again);
  await verified('stage-5');
  expect(await story.weights()).toEqual([5]);
  expect(await story.troubles()).toEqual([]);
});

test('a rollback is asked for three times at the same moment, in two windows: there is one, and it runs once', async () => {
  await story.engine.call('second', 'identity.sign-in', { person: 'j-ito' as never, passphrase: story.passphrase });
  const ask = { command: { type: 'rollback.ask', role: 'launch-commander', reason: 'twice' } };
  const asked = await Promise.all(
    ['j-ito', 'second', 'j-ito'].map((window) => story.engine.envelope(window, 'launch.dispatch', ask)),
  );
  expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
  const after = await story.readBack();
  expect(Object.values(after.actions.byId).filter(({ subject }) => subject.kind === 'rollback')).toHaveLength(1);
  expect(lastOf(after).operations.filter(({ runs }) => runs !== 1)).toEqual([]);
  await story.watchEnds();
});

test('a step is confirmed in two windows at the same moment: it is carried out once', async () => {
  await story.does('j-ito', go('after the rollback'));
  const step = await story.asked('canary-images');
  const about = { action: step.id, role: 'launch-commander', shown: step.shown ?? '' };
  const confirm = { command: { type: 'action.confirm', ...about } };
  const both = await Promise.all(
    ['j-ito', 'second'].map((window) => story.engine.envelope(window, 'launch.dispatch', confirm)),
  );
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.flatMap((one) => (one.ok ? [] : one.trouble))).toMatchObject([{ kind: 'refusal', code: 'not-waiting' }]);
  const state = await verified('canary-images');
  expect(lastOf(state).operations.filter(({ runs }) => runs !== 1)).toEqual([]);
  expect(await story.troubles()).toEqual([]);
});
